package io.skipjack.domain.event;

import java.util.List;

/** The kinds of events: lower-case words with dots, the same in the log, the API, the command line and webhooks. */
public final class EventKinds {
    public static final String DEPLOYMENT_DEPLOYED = "deployment.deployed";
    public static final String DEPLOYMENT_CHANGED = "deployment.changed";
    public static final String DEPLOYMENT_REMOVED = "deployment.removed";
    public static final String REPLICA_REQUESTED = "replica.requested";
    public static final String REPLICA_READY = "replica.ready";
    /** The provider takes it back, with a deadline. */
    public static final String REPLICA_INTERRUPTED = "replica.interrupted";
    /** It is gone, or answers no more, without a word before. */
    public static final String REPLICA_LOST = "replica.lost";
    /** Nothing is paid for it any more. */
    public static final String REPLICA_ENDED = "replica.ended";

    public static final String LAUNCHES_HALTED = "launches.halted";
    public static final String ORPHAN_ENDED = "orphan.ended";
    public static final String ENDPOINT_DEPLOYED = "endpoint.deployed";
    public static final String ENDPOINT_REFUSED = "endpoint.refused";
    public static final String ENDPOINT_REMOVED = "endpoint.removed";
    /** Its delete does not go through; it is tried again until it does. */
    public static final String ENDPOINT_LEFT_BEHIND = "endpoint.left-behind";

    public static final String PRICE_REJECTED = "price.rejected";
    public static final String LEADER_CHANGED = "leader.changed";
    /** A deployment's answers come from serverless, because no spot replica can give any. */
    public static final String TRAFFIC_FAILOVER = "traffic.failover";
    /** They come from spot again, or for the first time. */
    public static final String TRAFFIC_RESTORED = "traffic.restored";
    /** Of a tier of a deployment: too many of its answers failed. */
    public static final String TRAFFIC_BREAKER_OPENED = "traffic.breaker-opened";

    public static final String BUDGET_WARNED = "budget.warned";
    public static final String BUDGET_EXCEEDED = "budget.exceeded";
    /** Some events were not written down, because the store was away for too long. */
    public static final String EVENTS_DROPPED = "events.dropped";

    public static final List<String> ALL = List.of(
            DEPLOYMENT_DEPLOYED,
            DEPLOYMENT_CHANGED,
            DEPLOYMENT_REMOVED,
            REPLICA_REQUESTED,
            REPLICA_READY,
            REPLICA_INTERRUPTED,
            REPLICA_LOST,
            REPLICA_ENDED,
            LAUNCHES_HALTED,
            ORPHAN_ENDED,
            ENDPOINT_DEPLOYED,
            ENDPOINT_REFUSED,
            ENDPOINT_REMOVED,
            ENDPOINT_LEFT_BEHIND,
            PRICE_REJECTED,
            LEADER_CHANGED,
            TRAFFIC_FAILOVER,
            TRAFFIC_RESTORED,
            TRAFFIC_BREAKER_OPENED,
            BUDGET_WARNED,
            BUDGET_EXCEEDED,
            EVENTS_DROPPED);

    private EventKinds() {}
}
