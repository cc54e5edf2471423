package io.skipjack.provider.sandbox.modal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.skipjack.provider.sandbox.FakeApi.Endpoint;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.StubProgram.Answer;
import io.skipjack.provider.sandbox.StubProgram.Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Apps and volumes of one workspace, and the tool's commands on them. */
final class Workspace {
    private static final Pattern SCALE = Pattern.compile(
            "Function\\.from_name\\(\"([^\"]+)\", \"serve\"\\)\\s+\\w+\\.update_autoscaler\\(min_containers=(\\d+), max_containers=(\\d+)\\)");

    private final FarEndSettings settings;
    private final Map<String, ModalDeployment> deployed = new LinkedHashMap<>();
    /** Id and name of each; the tool goes on listing them. */
    private final Map<String, String> stopped = new LinkedHashMap<>();

    private final Set<String> volumes = new TreeSet<>();
    private int made;

    Workspace(FarEndSettings settings) {
        this.settings = settings;
    }

    synchronized Answer carryOut(Call call) {
        if (call.is("deploy", "app.py")) {
            return deploy(call);
        }
        if (call.is("run", "scale.py")) {
            return scale(call.files().getOrDefault("scale.py", ""));
        }
        if (call.is("app", "list", "--json")) {
            return Answer.out(apps().toPrettyString());
        }
        if (call.is("container", "list", "--json")) {
            return Answer.out(ModalRows.containers(deployed.values()).toPrettyString());
        }
        if (call.is("billing", "report") && call.has("--json")) {
            return bill(call);
        }
        if (call.is("volume", "list", "--json")) {
            return Answer.out(ModalRows.volumes(volumes).toPrettyString());
        }
        return call.arguments().size() > 2 ? onOne(call) : usage(call);
    }

    private Answer bill(Call call) {
        if (!call.option("--start").matches("\\d{4}-\\d\\d-\\d\\d")
                || !call.option("--resolution").equals("h")) {
            return usage(call);
        }
        Instant since = Instant.parse(call.option("--start") + "T00:00:00Z");
        return Answer.out(ModalRows.bill(settings.book(), since).toPrettyString());
    }

    private Answer onOne(Call call) {
        String name = call.arguments().get(2);
        if (call.is("app", "history") && call.has("--json")) {
            return answer(name, ModalRows::history);
        }
        if (call.is("function", "info") && call.has("--json") && name.endsWith("/serve")) {
            return answer(name.substring(0, name.length() - "/serve".length()), ModalRows::function);
        }
        if (call.is("app", "logs") && !call.option("--since").isEmpty()) {
            return logs(name, call.option("--search"));
        }
        if (call.is("app", "stop") && call.has("--yes")) {
            return stop(name);
        }
        if (call.is("volume", "delete") && call.has("--yes")) {
            return volumes.remove(name) || call.has("--allow-missing")
                    ? Answer.out("")
                    : Answer.error("No Volume named '" + name + "'");
        }
        return usage(call);
    }

    private static Answer usage(Call call) {
        return new Answer(2, "", "Usage: modal [OPTIONS]\n\nNo such command " + call.arguments() + "\n");
    }

    private Answer answer(String name, Function<ModalDeployment, JsonNode> shape) {
        ModalDeployment app = deployed.get(name);
        return app == null ? absent(name) : Answer.out(shape.apply(app).toPrettyString());
    }

    private static Answer absent(String name) {
        return Answer.error("No App with name '" + name + "' found in the 'main' environment.");
    }

    /** The volume is there before the app: what a deploy leaves that fails in the middle. */
    private Answer deploy(Call call) {
        String name = call.option("--name");
        AppFile file = new AppFile(call.files().getOrDefault("app.py", ""));
        if (name.isEmpty() || !file.wrong().isEmpty()) {
            return Answer.error(file.wrong());
        }
        volumes.add(name);
        ModalDeployment app = deployed.get(name);
        if (app != null && !app.file().model().equals(file.model())) {
            app.endpoint.close();
            app = null;
        }
        if (app == null) {
            app = new ModalDeployment("ap-%022d".formatted(++made), name, file, settings);
            deployed.put(name, app);
        }
        app.deploy(file, call.option("--tag"));
        return Answer.out(
                "✓ Created objects.\n├── 🔨 Created mount app.py\n└── 🔨 Created web function serve => https://pretend--"
                        + name + ".modal.run\n✓ App deployed in 1.234s! 🎉");
    }

    private Answer scale(String text) {
        Matcher wish = SCALE.matcher(text);
        ModalDeployment app = wish.find() ? deployed.get(wish.group(1)) : null;
        if (app == null) {
            return absent("named in scale.py");
        }
        app.scale(Integer.parseInt(wish.group(2)), Integer.parseInt(wish.group(3)));
        return Answer.out("✓ App completed.");
    }

    private Answer stop(String id) {
        ModalDeployment app = deployed.values().stream()
                .filter(each -> each.appId.equals(id))
                .findFirst()
                .orElse(null);
        if (app == null) {
            return Answer.error("App is already stopped.");
        }
        deployed.remove(app.name);
        stopped.put(id, app.name);
        app.endpoint.close();
        return Answer.out("");
    }

    private Answer logs(String name, String search) {
        ModalDeployment app = deployed.get(name);
        if (app == null) {
            return absent(name);
        }
        return new Answer(0, ModalRows.logs(app, search), "");
    }

    private ArrayNode apps() {
        ArrayNode rows = Json.object().putArray("rows");
        deployed.values()
                .forEach(app -> rows.add(ModalRows.app(app.appId, app.name, "deployed", app.endpoint.running())));
        stopped.forEach((id, name) -> rows.add(ModalRows.app(id, name, "stopped", 0)));
        return rows;
    }

    synchronized List<String> inventory() {
        Stream<String> apps = deployed.keySet().stream().map(name -> "app " + name);
        return Stream.concat(apps, volumes.stream().map(name -> "volume " + name))
                .toList();
    }

    synchronized List<Endpoint> endpoints() {
        return deployed.values().stream()
                .map(app -> new Endpoint(app.name, app.endpoint))
                .toList();
    }
}
