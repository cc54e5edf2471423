package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An app with one container: provisioned when its first replica has started, which then stays for the cooldown period. */
final class ContainerApp implements AutoCloseable {
    /** As long as Cloud Run was measured to take; nobody measured this one. */
    private static final Duration COLD_START = Duration.ofSeconds(478);

    private static final Duration DELETION = Duration.ofSeconds(60);
    private static final Duration LEAST_IDLE = Duration.ofSeconds(1);

    private final String id;
    private final FarEndSettings settings;
    private ObjectNode given;
    private FakeServerless engine;
    private @Nullable String trouble;
    private long settledAt;
    private long goneAt = Long.MAX_VALUE;
    private int revision;

    ContainerApp(String id, FarEndSettings settings, ObjectNode given) {
        this.id = id;
        this.settings = settings;
        this.given = given;
        this.engine = start();
        roll();
    }

    private FakeServerless start() {
        Duration cooldown = Duration.ofSeconds(
                given.at("/properties/template/scale/cooldownPeriod").asInt(300));
        return FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine().named(name()).withModel(model()).withApiKey(secret("engine-key")))
                .meteredBy(settings.book().meter(id, name(), this::tariff))
                .starting(settings.coldStart(COLD_START), ServerlessSettings.WhileCold.HOLD)
                .idlingAfter(settings.paced(cooldown, LEAST_IDLE)));
    }

    /** Each part by the second. */
    private Tariff tariff() {
        JsonNode resources = given.at("/properties/template/containers/0/resources");
        return Tariff.bySecond(RetailPrices.perHour(
                resources.path("cpu").decimalValue(),
                new BigDecimal(resources.path("memory").asText("0Gi").replace("Gi", ""))));
    }

    /** A new revision, whose first replica starts. */
    private void roll() {
        revision++;
        trouble = null;
        engine.keep(given.at("/properties/template/scale/minReplicas").asInt());
        engine.wake();
        settledAt = System.nanoTime() + settings.coldStart(COLD_START).toNanos();
    }

    void replace(ObjectNode next) {
        String before = model() + secret("engine-key");
        given = next;
        if (!before.equals(model() + secret("engine-key"))) {
            engine.close();
            engine = start();
        }
        roll();
    }

    /** JSON Merge Patch (RFC 7396), of a scale alone. */
    void scale(JsonNode scale) {
        ObjectNode now = given.withObject("/properties/template/scale");
        scale.properties().forEach(each -> now.set(each.getKey(), each.getValue()));
        roll();
    }

    void fail(String why) {
        trouble = why;
        engine.scaleToZero();
    }

    void delete() {
        if (goneAt == Long.MAX_VALUE) {
            goneAt = System.nanoTime() + settings.paced(DELETION).toNanos();
            engine.scaleToZero();
        }
    }

    boolean isGone() {
        return isGoing() && System.nanoTime() - goneAt >= 0;
    }

    boolean isGoing() {
        return goneAt != Long.MAX_VALUE;
    }

    private boolean isSettled() {
        return System.nanoTime() - settledAt >= 0;
    }

    boolean isBusy() {
        return isGoing() || !isSettled();
    }

    String name() {
        return id.replaceFirst(".*/", "");
    }

    String environmentId() {
        return given.at("/properties/environmentId").asText();
    }

    private String model() {
        JsonNode arguments = given.at("/properties/template/containers/0/args");
        return Json.after(arguments, "--served-model-name", settings.engine().model());
    }

    private @Nullable String secret(String name) {
        for (JsonNode secret : given.at("/properties/configuration/secrets")) {
            if (secret.path("name").asText().equals(name)) {
                return secret.path("value").asText();
            }
        }
        return null;
    }

    private String revisionName() {
        return "%s--%07d".formatted(name(), revision);
    }

    FakeServerless engine() {
        return engine;
    }

    /** Values of secrets are never in it. */
    ObjectNode json() {
        ObjectNode json = given.deepCopy();
        json.put("id", id).put("name", name()).put("type", "Microsoft.App/containerApps");
        boolean failed = isSettled() && trouble != null;
        String state = isGoing() ? "Deleting" : failed ? "Failed" : isSettled() ? "Succeeded" : "InProgress";
        ObjectNode properties = json.withObject("/properties");
        properties.put("provisioningState", state).put("latestRevisionName", revisionName());
        properties.put("latestReadyRevisionName", isSettled() && !failed ? revisionName() : "");
        properties
                .withObject("/configuration/ingress")
                .put("fqdn", engine.baseUri().getRawAuthority());
        for (JsonNode secret : properties.at("/configuration/secrets")) {
            ((ObjectNode) secret).remove("value");
        }
        return json;
    }

    ObjectNode secrets() {
        ObjectNode body = Json.object();
        body.set("value", given.at("/properties/configuration/secrets").deepCopy());
        return body;
    }

    ObjectNode revisions() {
        ObjectNode body = Json.object();
        ObjectNode one = body.putArray("value").addObject().put("name", revisionName());
        ObjectNode properties =
                one.putObject("properties").put("createdTime", Instant.now().toString());
        properties.put("provisioningState", trouble == null ? "Provisioned" : "Failed");
        if (trouble != null) {
            properties.put("provisioningError", trouble);
        }
        return body;
    }

    ObjectNode replicas() {
        ObjectNode body = Json.object();
        ArrayNode replicas = body.putArray("value");
        if (engine.running() > 0) {
            boolean ready = engine.state().equals("ready");
            ObjectNode properties = replicas.addObject()
                    .put("name", revisionName() + "-67c4f5d7c9-abcde")
                    .putObject("properties")
                    .put("runningState", ready ? "Running" : "NotRunning");
            properties
                    .putArray("containers")
                    .addObject()
                    .put("name", "vllm")
                    .put("ready", ready)
                    .put("started", ready);
        }
        return body;
    }

    @Override
    public void close() {
        engine.close();
    }
}
