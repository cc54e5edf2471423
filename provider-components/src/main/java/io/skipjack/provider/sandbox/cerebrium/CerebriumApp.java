package io.skipjack.provider.sandbox.cerebrium;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.LineTimes;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.Tariff;
import java.time.Duration;
import java.time.Instant;

/** An app: its builds, its numbers, and the endpoint behind the gateway. */
final class CerebriumApp {
    /** Tuna's mean. */
    private static final Duration COLD_START = Duration.ofSeconds(64);

    private static final Duration BUILD = Duration.ofSeconds(60);
    /** From the end of a build until requests get through. */
    private static final Duration ROUTING = Duration.ofSeconds(8);
    /** Idle workers go sooner here, but never so soon that nobody could see them. */
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(400);

    final String id;
    final String name;
    final FakeServerless endpoint;
    final ObjectNode secrets = Json.object();
    private final LineTimes lineTimes = new LineTimes();
    final String model;
    private final FarEndSettings settings;
    private final Instant created = Instant.now();
    private AppFiles files;
    private int builds;
    private int replicasMin;
    private int replicasMax;
    private Instant updated = created;
    private Instant built = created;

    CerebriumApp(String id, String name, AppFiles files, FarEndSettings settings) {
        this.id = id;
        this.name = name;
        this.files = files;
        this.settings = settings;
        model = files.model();
        Duration idle = Duration.ofSeconds(files.number("scaling.cooldown"));
        endpoint = FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine().named("cerebrium-" + name).withModel(model))
                .meteredBy(settings.book().meter(id, name, this::tariff))
                .starting(settings.coldStart(COLD_START), ServerlessSettings.WhileCold.HOLD)
                .idlingAfter(settings.paced(idle, SHORTEST_IDLE)));
    }

    private Tariff tariff() {
        return CerebriumPrices.of(files);
    }

    void upload(AppFiles newFiles) {
        files = newFiles;
        builds++;
        updated = Instant.now();
        built = updated.plus(settings.paced(BUILD));
        scale(newFiles.number("scaling.min_replicas"), newFiles.number("scaling.max_replicas"));
    }

    void scale(int newMin, int newMax) {
        replicasMin = newMin;
        replicasMax = newMax;
        endpoint.keep(newMin);
    }

    /** Only the first build has to be waited for: while a later one runs, the one before it serves. */
    boolean isRouted() {
        return builds > 1 || Instant.now().isAfter(built.plus(settings.paced(ROUTING)));
    }

    /** Its numbers are strings, as the API answers them. */
    ObjectNode details() {
        boolean building = Instant.now().isBefore(built);
        ObjectNode json = Json.object().put("id", id).put("createdAt", created.toString());
        json.put("updatedAt", updated.toString()).put("hardware", files.text("hardware.compute"));
        json.put("cpu", files.text("hardware.cpu")).put("memory", files.text("hardware.memory"));
        json.put("gpuCount", files.text("hardware.gpu_count"));
        json.put("cooldownPeriodSeconds", files.text("scaling.cooldown"));
        json.put("minReplicaCount", Integer.toString(replicasMin));
        json.put("maxReplicaCount", Integer.toString(replicasMax));
        json.put("responseGracePeriodSeconds", files.text("scaling.response_grace_period"));
        json.put("status", building && builds == 1 ? "BUILDING" : "ACTIVE");
        json.put("lastBuildStatus", building ? "building" : "success");
        return json.put("latestBuildId", "build-" + builds);
    }

    ArrayNode containers() {
        ArrayNode list = Json.object().putArray("containers");
        if (endpoint.running() > 0) {
            ObjectNode one = list.addObject().put("appId", id).put("containerId", id + "-00001");
            one.put("containerState", endpoint.state().equals("ready") ? "RUNNING" : "PENDING");
            one.put("containerStartTimestamp", Instant.now().minusSeconds(1).toString());
            one.put("region", files.text("hardware.region")).put("isTerminating", false);
        }
        return list;
    }

    /** With a line that quotes a secret: engines do. */
    ObjectNode logs(String search, String secret) {
        ObjectNode json = Json.object();
        ArrayNode lines = json.putArray("logs");
        if (search.isEmpty()) {
            line(lines, "Loading weights with token " + secret);
        }
        if (endpoint.state().equals("ready")) {
            line(lines, "INFO:     Application startup complete.");
        }
        return json.put("hasMore", false).putNull("nextPageToken");
    }

    private void line(ArrayNode lines, String text) {
        ObjectNode line = lines.addObject().put("appId", id).put("lineNumber", lines.size());
        line.put("logLine", text)
                .put("stream", "stderr")
                .put("timestamp", lineTimes.at(text).toString());
    }
}
