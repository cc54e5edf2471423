package io.skipjack.domain.serverless;

import io.skipjack.domain.fleet.ReplicaId;
import java.util.Set;

/** One thing to do next about an endpoint, safe to do twice. */
public sealed interface EndpointAction {
    /** As it is to be written down before anything is done. */
    EndpointRecord record();

    /** For operators: what was seen and why this follows. */
    String reason();

    /** Have the provider make it, or change it, or go on with that. */
    record Deploy(EndpointRecord record, EndpointRequest request, String reason) implements EndpointAction {}

    /** See how it is. */
    record Look(EndpointRecord record, String reason) implements EndpointAction {}

    /** Have the provider keep so many workers. */
    record Scale(EndpointRecord record, int workersMin, int workersMax, String reason) implements EndpointAction {}

    /**
     * Have a worker start.
     *
     * @param notices replicas whose interruption is the reason, to be answered once; none for the first start
     */
    record Warm(EndpointRecord record, Set<ReplicaId> notices, String reason) implements EndpointAction {
        public Warm {
            notices = Set.copyOf(notices);
        }
    }

    /** End all that there is of it. */
    record Destroy(EndpointRecord record, String reason) implements EndpointAction {}

    /** Remove its record: nothing is left. */
    record Forget(EndpointRecord record, String reason) implements EndpointAction {}
}
