package io.skipjack.provider.sandbox.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeApi.Endpoint;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.StubProgram.Answer;
import io.skipjack.provider.sandbox.StubProgram.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The apps of one project, and its storage. */
final class Project {
    static final String ID = "p-pretend1";

    private static final String WEIGHTS = "skipjack/";

    private final FarEndSettings settings;
    private final Map<String, CerebriumApp> apps = new LinkedHashMap<>();
    /** Folders of apps that are gone; an app that ever ran has one as well. */
    private final Set<String> folders = new TreeSet<>();

    Project(FarEndSettings settings) {
        this.settings = settings;
    }

    /** The tool's {@code deploy --detach}: uploads, starts the build, and leaves. */
    synchronized Answer deploy(Call call) {
        AppFiles files = new AppFiles(call.files());
        if (!call.files().getOrDefault("cli.yaml", "").contains("project: " + ID)) {
            return Answer.error("no project configured. Please run 'cerebrium login' first");
        }
        if (!files.wrong().isEmpty()) {
            return Answer.error(files.wrong());
        }
        String name = files.text("deployment.name");
        CerebriumApp app = apps.get(ID + "-" + name);
        if (app != null && !app.model.equals(files.model())) {
            app.endpoint.close();
            app = null;
        }
        if (app == null) {
            app = new CerebriumApp(ID + "-" + name, name, files, settings);
            apps.put(app.id, app);
        }
        app.upload(files);
        return Answer.out("✓ Loaded 1 files\n✓ Created zip (612 B)\n✓ Uploaded to Cerebrium\n"
                + "✓ Build started in detached mode\n  Build ID: "
                + app.details().path("latestBuildId").asText());
    }

    synchronized ArrayNode list() {
        ArrayNode list = Json.object().putArray("apps");
        for (CerebriumApp app : apps.values()) {
            ObjectNode details = app.details();
            ObjectNode row = list.addObject().put("id", app.id);
            row.set("status", details.path("status"));
            row.set("createdAt", details.path("createdAt"));
            row.set("updatedAt", details.path("updatedAt"));
        }
        return list;
    }

    synchronized @Nullable CerebriumApp app(String id) {
        return apps.get(id);
    }

    synchronized void delete(CerebriumApp app) {
        keepFolder(app);
        apps.remove(app.id);
        app.endpoint.close();
    }

    private void keepFolder(CerebriumApp app) {
        if (app.endpoint.coldStarts() > 0) {
            folders.add(app.name);
        }
    }

    synchronized JsonNode files() {
        apps.values().forEach(this::keepFolder);
        ArrayNode list = Json.object().putArray("files");
        for (String folder : folders) {
            list.addObject().put("name", folder).put("is_folder", true).put("size_bytes", 0);
        }
        return list;
    }

    /** A folder's path ends with a slash. */
    synchronized boolean deleteFiles(String path) {
        apps.values().forEach(this::keepFolder);
        String prefix = "/" + WEIGHTS;
        return path.startsWith(prefix)
                && path.endsWith("/")
                && folders.remove(path.substring(prefix.length(), path.length() - 1));
    }

    synchronized List<String> inventory() {
        apps.values().forEach(this::keepFolder);
        Stream<String> names = apps.values().stream().map(app -> "app " + app.name);
        return Stream.concat(names, folders.stream().map(folder -> "files " + WEIGHTS + folder + "/"))
                .toList();
    }

    synchronized List<Endpoint> endpoints() {
        return apps.values().stream()
                .map(app -> new Endpoint(app.name, app.endpoint))
                .toList();
    }
}
