package io.skipjack.provider.sandbox.bentocloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One deployment: its image is built first, and it is kept, without workers, when it was terminated. */
final class PretendDeployment implements AutoCloseable {
    private static final Duration COLD_START = Duration.ofMinutes(3);
    private static final Duration IMAGE_BUILD = Duration.ofMinutes(2);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Map<String, BigDecimal> PRICES = Map.of(
            "gpu.t4.1", new BigDecimal("0.51"),
            "gpu.l4.1", new BigDecimal("0.81"),
            "gpu.a100.1", new BigDecimal("2.94"));
    private static final Duration TERMINATION = Duration.ofSeconds(20);

    private final String name;
    private final FarEndSettings settings;
    private final FakeServerless serverless;
    private final Instant created = Instant.now();
    private final long builtAt;
    private JsonNode config;
    private long terminatedAt = Long.MIN_VALUE;

    PretendDeployment(String name, JsonNode config, FarEndSettings settings) {
        this.name = name;
        this.settings = settings;
        this.config = config;
        this.builtAt = System.nanoTime() + settings.paced(IMAGE_BUILD).toNanos();
        this.serverless = FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine())
                .meteredBy(settings.book().meter(name, name, this::tariff))
                .starting(settings.coldStart(COLD_START), WhileCold.HOLD)
                .idlingAfter(settings.idle(IDLE)));
        serverless.keep(leastWorkers());
    }

    /** By the second. Prices are for customers' eyes only: these are ours. */
    private Tariff tariff() {
        String type = config.path("services")
                .path(DeploymentRules.SERVICE)
                .path("instance_type")
                .asText();
        return Tariff.bySecond(PRICES.getOrDefault(type, BigDecimal.ZERO));
    }

    String name() {
        return name;
    }

    FakeServerless serverless() {
        return serverless;
    }

    synchronized void change(JsonNode newConfig) {
        config = newConfig;
        serverless.keep(leastWorkers());
    }

    synchronized void terminate() {
        if (terminatedAt == Long.MIN_VALUE) {
            terminatedAt = System.nanoTime() + settings.paced(TERMINATION).toNanos();
            serverless.keep(0);
            serverless.scaleToZero();
        }
    }

    /** A word of DeploymentStatus in modelschemas.py. */
    synchronized String status() {
        long now = System.nanoTime();
        if (terminatedAt != Long.MIN_VALUE) {
            return now - terminatedAt < 0 ? "terminating" : "terminated";
        }
        if (now - builtAt < 0) {
            return "image-building";
        }
        return switch (serverless.state()) {
            case "cold" -> "scaled-to-zero";
            case "starting" -> "deploying";
            default -> "running";
        };
    }

    boolean isServing() {
        return !status().startsWith("terminat");
    }

    private int leastWorkers() {
        return config.path("services")
                .path(DeploymentRules.SERVICE)
                .path("scaling")
                .path("min_replicas")
                .asInt();
    }

    /** DeploymentFullSchema; without its URL while that is not ready. */
    synchronized ObjectNode json(String url) {
        ObjectNode json = resource(name, "deployment");
        String status = status();
        json.put("status", status).put("kube_namespace", "yatai");
        json.putObject("creator").put("name", "pretend").put("email", "p@example.com");
        json.set("cluster", resource("pretend-1", "cluster"));
        ObjectNode revision = resource(name + "-revision", "deployment_revision");
        revision.put("status", "active");
        ObjectNode target = resource(name + "-target", "deployment_target");
        ObjectNode kept = config.deepCopy();
        kept.remove("name");
        target.set("config", kept);
        revision.putArray("targets").add(target);
        json.set("latest_revision", revision);
        var urls = json.putArray("urls");
        if (!status.equals("image-building")) {
            urls.add(url);
        }
        return json;
    }

    private ObjectNode resource(String called, String type) {
        ObjectNode json = Json.object()
                .put("uid", called + "-uid")
                .put("created_at", created.toString())
                .put("updated_at", created.toString());
        json.putNull("deleted_at");
        json.put("name", called).put("resource_type", type).putArray("labels");
        return json;
    }

    @Override
    public void close() {
        serverless.close();
    }
}
