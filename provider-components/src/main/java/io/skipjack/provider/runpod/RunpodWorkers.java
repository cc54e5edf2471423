package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers of an endpoint: the answer of {@code GET /v2/serverless/ID/workers}, which has those only that are there, and
 * says of those that wait for a GPU that they do. Not the data plane's {@code /health}: it has no word for them, and its
 * idle ones may be flex workers that sleep and are not paid for (docs.runpod.io/glossary).
 *
 * @param running workers that are at a request
 * @param idle that wait for one
 * @param initializing that start
 * @param throttled that wait for a GPU
 * @param unhealthy that fail their health checks
 * @param ids of all of them
 */
record RunpodWorkers(int running, int idle, int initializing, int throttled, int unhealthy, List<String> ids) {
    RunpodWorkers {
        ids = List.copyOf(ids);
    }

    static RunpodWorkers of(JsonNode json) {
        JsonNode summary = json.path("summary");
        List<String> ids = new ArrayList<>();
        json.path("workers").forEach(worker -> ids.add(worker.path("id").asText()));
        return new RunpodWorkers(
                summary.path("running").asInt(),
                summary.path("idle").asInt(),
                summary.path("initializing").asInt(),
                summary.path("throttled").asInt(),
                summary.path("unhealthy").asInt(),
                ids);
    }

    /** Whether one is there or on its way. */
    boolean any() {
        return running + idle + initializing + throttled > 0;
    }

    EndpointSight sight() {
        int paid = running + idle + initializing + unhealthy;
        if (running + idle > 0) {
            return new EndpointSight(EndpointPhase.READY, paid, "");
        }
        if (initializing > 0) {
            return new EndpointSight(EndpointPhase.STARTING, paid, "");
        }
        if (throttled > 0) {
            return new EndpointSight(
                    EndpointPhase.STARTING,
                    paid,
                    "%d throttled: RunPod has no free GPU for it now".formatted(throttled));
        }
        if (unhealthy > 0) {
            return new EndpointSight(
                    EndpointPhase.FAILED, paid, "%d unhealthy: see the endpoint's logs".formatted(unhealthy));
        }
        return new EndpointSight(EndpointPhase.COLD, 0, "");
    }
}
