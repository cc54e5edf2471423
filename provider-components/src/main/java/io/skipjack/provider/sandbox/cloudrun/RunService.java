package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One service. A change takes as long as its first engine needs to start, for Cloud Run says ready when that has answered
 * the probe; the engine then stays for ten idle minutes. Guarded by {@link RunServices}.
 */
final class RunService implements AutoCloseable {
    /** Measured by Tuna with a 4B model on an L4. */
    private static final Duration COLD_START = Duration.ofSeconds(478);

    private static final Duration DELETION = Duration.ofSeconds(20);
    private static final Duration SCALING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration LEAST_IDLE = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    /** A line of the log. */
    record Line(Instant at, String text) {}

    private final String name;
    private final String uri;
    private final FarEndSettings settings;
    private final List<Line> lines = new ArrayList<>();
    private final String uid = UUID.randomUUID().toString();
    private final Instant created = Instant.now();
    private ObjectNode given;
    private ObjectNode policy;
    private FakeServerless engine;
    private @Nullable String trouble;
    private long settledAt;
    private long goneAt = Long.MAX_VALUE;
    private int generation = 1;

    /** @param name full, {@code projects/P/locations/R/services/S} */
    RunService(String name, String uri, FarEndSettings settings, ObjectNode given) {
        this.name = name;
        this.uri = uri;
        this.settings = settings;
        this.given = given;
        this.policy = Json.object().put("version", 1).put("etag", etag(0));
        this.engine = start();
    }

    private FakeServerless start() {
        FakeServerless started = FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine().named(shortName()).withModel(model()))
                .meteredBy(settings.book().meter(uid, shortName(), this::tariff))
                .starting(settings.coldStart(COLD_START), ServerlessSettings.WhileCold.HOLD)
                .idlingAfter(settings.paced(IDLE, LEAST_IDLE)));
        started.keep(given.at("/scaling/minInstanceCount").asInt());
        started.wake();
        settledAt = System.nanoTime() + settings.coldStart(COLD_START).toNanos();
        lines.add(new Line(Instant.now(), "Starting new instance. Reason: DEPLOYMENT_ROLLOUT"));
        for (JsonNode variable : given.at("/template/containers/0/env")) {
            lines.add(new Line(
                    Instant.now(),
                    "%s=%s"
                            .formatted(
                                    variable.path("name").asText(),
                                    variable.path("value").asText())));
        }
        return started;
    }

    /** All of it as long as the instance is there, by tenths of a second. */
    private Tariff tariff() {
        JsonNode limits = given.at("/template/containers/0/resources/limits");
        BigDecimal perSecond = PriceList.perSecond(
                given.at("/template/nodeSelector/accelerator").asText(),
                new BigDecimal(limits.path("cpu").asText("0")),
                new BigDecimal(limits.path("memory").asText("0").replace("Gi", "")));
        return new Tariff(perSecond.multiply(BigDecimal.valueOf(3_600)), TENTH);
    }

    private String model() {
        JsonNode arguments = given.at("/template/containers/0/args");
        return Json.after(arguments, "--served-model-name", settings.engine().model());
    }

    /** All of it is replaced, as a PATCH without a mask does. */
    void replace(ObjectNode next) {
        boolean sameTemplate = given.path("template").equals(next.path("template"));
        given = next;
        generation++;
        trouble = null;
        if (sameTemplate) {
            scaled();
        } else {
            engine.close();
            engine = start();
        }
    }

    void scale(JsonNode scaling) {
        given.set("scaling", scaling);
        generation++;
        scaled();
    }

    private void scaled() {
        engine.keep(given.at("/scaling/minInstanceCount").asInt());
        settledAt = System.nanoTime() + settings.paced(SCALING).toNanos();
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

    ObjectNode json() {
        ObjectNode json = given.deepCopy();
        boolean settled = isSettled();
        json.put("name", name).put("uid", uid).put("generation", String.valueOf(generation));
        json.put("createTime", created.toString()).put("updateTime", created.toString());
        json.put("creator", ServiceAccount.EMAIL).put("etag", etag(generation));
        json.put("reconciling", !settled || isGoing());
        if (isGoing()) {
            json.put("deleteTime", Instant.now().toString());
        }
        ObjectNode condition = json.putObject("terminalCondition").put("type", "Ready");
        if (!settled) {
            condition.put("state", "CONDITION_RECONCILING");
        } else if (trouble != null) {
            condition.put("state", "CONDITION_FAILED").put("message", trouble).put("reason", "REVISION_FAILED");
        } else {
            condition.put("state", "CONDITION_SUCCEEDED");
            json.put("uri", uri).put("observedGeneration", String.valueOf(generation));
        }
        return json;
    }

    private static String etag(int version) {
        return "BwYpretend" + version;
    }

    String shortName() {
        return name.replaceFirst(".*/", "");
    }

    String uri() {
        return uri;
    }

    int mostInstances() {
        return given.at("/scaling/maxInstanceCount").asInt();
    }

    ObjectNode policy() {
        return policy;
    }

    void policy(ObjectNode next) {
        policy = next;
    }

    FakeServerless engine() {
        return engine;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        engine.close();
    }
}
