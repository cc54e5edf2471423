package io.skipjack.app.fleet;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.domain.fleet.ReplicaId;
import java.time.Duration;
import java.util.List;

/** What the other routers say of the replicas, as far as they are heard. Never waits for one. */
interface PeerTraffic {
    /** Tells the others what is seen here, and heeds what was heard of them. */
    void exchange();

    /** Requests the others have open on it. */
    int inFlight(ReplicaId replica);

    /** Whether it answers at least one of the others. */
    boolean answers(ReplicaId replica);

    /** Upstreams, as DEPLOYMENT/REPLICA, that anybody has stopped sending requests; one perhaps twice. */
    List<DrainingMark> draining();

    /** Has the others stop sending it requests, and move what runs on it; left is real time until that is cut. */
    void tellDraining(ReplicaId replica, Duration left);
}
