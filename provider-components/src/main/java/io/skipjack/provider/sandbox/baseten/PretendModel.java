package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.provider.sandbox.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One model of the pretend Baseten, with its deployments and the engine that those in production would run. */
final class PretendModel implements AutoCloseable {
    /** Tuna's measurement, tuna/benchmark/benchmark.md. */
    private static final Duration COLD_START = Duration.ofMillis(213_400);
    /** An image that is only pulled, not built; from users' reports. */
    private static final Duration BUILD = Duration.ofSeconds(45);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private static final Pattern MODEL_ARGUMENT = Pattern.compile("--model (\\S+)");

    private final String id;
    private final String name;
    private final Instant createdAt = Instant.now();
    private final FarEndSettings settings;
    private final FakeServerless serverless;
    private final List<Deployed> deployments = new ArrayList<>();
    private final boolean fails;
    private int pushes;
    private final ObjectNode scaling = Json.object()
            .put("min_replica", 0)
            .put("max_replica", 1)
            .put("autoscaling_window", 60)
            .put("scale_down_delay", 900)
            .put("concurrency_target", 1)
            .put("target_utilization_percentage", 70);

    /** Both its names. */
    record ModelId(String id, String name) {}

    /** One push. */
    private record Deployed(String id, String name, Instant at, boolean forProduction) {}

    /** @param fails whether what is pushed cannot be built */
    PretendModel(ModelId id, JsonNode config, FarEndSettings settings, boolean fails) {
        this.id = id.id();
        this.name = id.name();
        this.settings = settings;
        this.fails = fails;
        this.serverless = FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(settings.engine().named("baseten-" + id.id()).withModel(served(config)))
                .meteredBy(settings.book().meter(id.id(), id.name(), () -> tariff(config)))
                .starting(settings.coldStart(COLD_START), WhileCold.HOLD)
                .idlingAfter(settings.idle(IDLE)));
    }

    /** By the minute, the cheapest machine that has its GPUs. */
    private static Tariff tariff(JsonNode config) {
        return new Tariff(
                InstanceTypes.perHour(
                        config.path("resources").path("accelerator").asText()),
                MINUTE);
    }

    private static String served(JsonNode config) {
        String command = config.path("docker_server").path("start_command").asText();
        Matcher argument = MODEL_ARGUMENT.matcher(command);
        return argument.find() ? argument.group(1) : "unknown";
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    FakeServerless serverless() {
        return serverless;
    }

    synchronized ObjectNode push(JsonNode payload) throws BasetenException {
        String given = payload.path("deployment_name").asText();
        if (deployments.stream().anyMatch(each -> each.name().equals(given))) {
            throw BasetenException.bad("Deployment with name %s already exists for this model".formatted(given));
        }
        Deployed pushed = new Deployed(
                "dep%s%d".formatted(id, ++pushes),
                given.isEmpty() ? "deployment-" + pushes : given,
                Instant.now(),
                payload.path("environment_name").asText().equals("production"));
        deployments.add(pushed);
        return json(pushed);
    }

    /** The newest that is built and meant for it. */
    private @Nullable Deployed production(Instant now) {
        Deployed production = null;
        for (Deployed each : deployments) {
            if (each.forProduction() && isBuilt(each, now) && !fails) {
                production = each;
            }
        }
        return production;
    }

    private boolean isBuilt(Deployed deployment, Instant now) {
        return now.isAfter(deployment.at().plus(settings.paced(BUILD)));
    }

    synchronized boolean isLive() {
        return production(Instant.now()) != null;
    }

    synchronized void scale(JsonNode changes) throws BasetenException {
        for (String key : (Iterable<String>) changes::fieldNames) {
            if (!scaling.has(key) || !changes.path(key).isIntegralNumber()) {
                throw BasetenException.bad("%s is no integer setting of autoscaling".formatted(key));
            }
        }
        int min = changes.path("min_replica").asInt(scaling.path("min_replica").asInt());
        if (changes.path("max_replica").asInt(scaling.path("max_replica").asInt()) < Math.max(1, min)) {
            throw BasetenException.bad("max_replica must be at least 1 and at least min_replica");
        }
        scaling.setAll((ObjectNode) changes);
        serverless.keep(min);
    }

    synchronized void deleteDeployment(String deployment) throws BasetenException {
        Deployed production = production(Instant.now());
        if (production != null && production.id().equals(deployment)) {
            throw BasetenException.bad("The production deployment cannot be deleted");
        }
        if (!deployments.removeIf(each -> each.id().equals(deployment))) {
            throw BasetenException.absent("deployment");
        }
    }

    synchronized ObjectNode json() {
        Deployed production = production(Instant.now());
        return Json.object()
                .put("id", id)
                .put("created_at", createdAt.toString())
                .put("name", name)
                .put("deployments_count", deployments.size())
                .put("production_deployment_id", production == null ? null : production.id())
                .putNull("development_deployment_id")
                .put("team_name", "pretend");
    }

    synchronized ObjectNode listDeployments() {
        ObjectNode answer = Json.object();
        ArrayNode listed = answer.putArray("deployments");
        deployments.forEach(each -> listed.add(json(each)));
        return answer;
    }

    /** All of it as at one instant: a build that ends meanwhile must not be half shown. */
    private ObjectNode json(Deployed deployment) {
        Instant now = Instant.now();
        boolean inProduction = deployment.equals(production(now));
        boolean answers = inProduction && serverless.state().equals("ready");
        ObjectNode json = Json.object()
                .put("id", deployment.id())
                .put("created_at", deployment.at().toString())
                .put("name", deployment.name())
                .put("model_id", id)
                .put("is_production", inProduction)
                .put("is_development", false)
                .put("status", status(deployment, inProduction, now))
                .put("active_replica_count", answers ? 1 : 0)
                .put("instance_type_name", "L4:4x16")
                .put("environment", inProduction ? "production" : null);
        json.set("autoscaling_settings", scaling.deepCopy());
        return json;
    }

    private String status(Deployed deployment, boolean inProduction, Instant now) {
        if (!isBuilt(deployment, now)) {
            return "BUILDING";
        }
        if (fails) {
            return "BUILD_FAILED";
        }
        if (!inProduction) {
            return "INACTIVE";
        }
        return switch (serverless.state()) {
            case "ready" -> "ACTIVE";
            case "starting" -> "WAKING_UP";
            default -> "SCALED_TO_ZERO";
        };
    }

    @Override
    public void close() {
        serverless.close();
    }
}
