package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Instant;

/** Where replicas meet requests: routing is told which there are, and tells how they do. */
public interface ReplicaTraffic {
    /** The fleets as the store shows them; live replicas with an address get requests once they answer probes. */
    void offer(FleetSnapshot fleets);

    /**
     * No new requests to it from now on, at any router, and what would not end by then is to move elsewhere before: the store
     * is read only so often. Said again with a sooner time, that one counts.
     */
    void drain(ReplicaId replica, Instant by);

    /** Whether its engine answers, by probes or by requests that went well. */
    boolean answers(ReplicaId replica);

    /** Requests open on it, over all routers that are heard of. */
    int inFlight(ReplicaId replica);

    /** Whether this router counts it among its own, as far as it remembers: for the time when the store is not there. */
    boolean knows(ReplicaId replica);
}
