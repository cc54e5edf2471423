package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.deployment.ServerlessScaling;

/** Baseten's {@code autoscaling_settings}; what is not named in them stays as it is. */
final class BasetenScaling {
    /** Seconds. */
    private static final int LONGEST_DELAY = 3_600;

    private BasetenScaling() {}

    static ObjectNode of(ServerlessScaling scaling) {
        return workers(scaling.workersMin(), scaling.workersMax())
                .put("concurrency_target", scaling.concurrency())
                .put("scale_down_delay", Math.min(scaling.scaledownWindow().toSeconds(), LONGEST_DELAY));
    }

    static ObjectNode workers(int min, int max) {
        return JsonNodeFactory.instance.objectNode().put("min_replica", min).put("max_replica", Math.max(1, max));
    }

    /** Whether a deployment has all that is wanted. */
    static boolean holds(ObjectNode wanted, JsonNode actual) {
        for (String key : (Iterable<String>) wanted::fieldNames) {
            if (wanted.path(key).asLong() != actual.path(key).asLong(-1)) {
                return false;
            }
        }
        return true;
    }
}
