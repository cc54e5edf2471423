package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of a model as Baseten lists it ({@code DeploymentV1}).
 *
 * @param id Baseten's
 * @param name ours, or Baseten's {@code deployment-N}
 * @param status in capitals, such as {@code SCALED_TO_ZERO}
 * @param inProduction whether requests reach it
 * @param replicas that run
 * @param scaling its {@code autoscaling_settings}
 */
record BasetenDeployment(String id, String name, String status, boolean inProduction, int replicas, JsonNode scaling) {
    /** Where it is, by its status; those that are not known are taken for failures, and shown. */
    enum Stage {
        BUILDING,
        RUNNING,
        STOPPED,
        FAILED
    }

    static BasetenDeployment of(JsonNode json) {
        return new BasetenDeployment(
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("status").asText(),
                json.path("is_production").asBoolean()
                        || json.path("environment").asText().equals("production"),
                json.path("active_replica_count").asInt(),
                json.path("autoscaling_settings"));
    }

    Stage stage() {
        return switch (status) {
            case "BUILDING", "DEPLOYING", "UPDATING", "LOADING_MODEL" -> Stage.BUILDING;
            case "ACTIVE", "SCALED_TO_ZERO", "WAKING_UP", "UNHEALTHY" -> Stage.RUNNING;
            case "INACTIVE", "DEACTIVATING" -> Stage.STOPPED;
            default -> Stage.FAILED;
        };
    }

    /** The status in words. */
    String words() {
        return status.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How a model is, by all its deployments: the one in production, or else the newest, which may get there. */
    static EndpointSight sight(List<BasetenDeployment> deployments) {
        BasetenDeployment shown = deployments.stream()
                .filter(BasetenDeployment::inProduction)
                .findFirst()
                .orElse(deployments.isEmpty() ? null : deployments.getFirst());
        return shown == null
                ? new EndpointSight(EndpointPhase.FAILED, 0, "the model has no deployment")
                : shown.sight();
    }

    private EndpointSight sight() {
        return switch (status) {
            case "ACTIVE" -> new EndpointSight(replicas > 0 ? EndpointPhase.READY : EndpointPhase.COLD, replicas, "");
            case "SCALED_TO_ZERO" -> new EndpointSight(EndpointPhase.COLD, 0, "");
            case "WAKING_UP" -> new EndpointSight(EndpointPhase.STARTING, Math.max(1, replicas), "");
            case "BUILDING", "DEPLOYING", "UPDATING", "LOADING_MODEL" ->
                new EndpointSight(EndpointPhase.DEPLOYING, replicas, words());
            default -> new EndpointSight(EndpointPhase.FAILED, replicas, words());
        };
    }

    /** That of a name; null when there is none. */
    static @Nullable BasetenDeployment named(String name, List<BasetenDeployment> deployments) {
        return deployments.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
