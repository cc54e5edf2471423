package io.skipjack.domain.fleet;

import io.skipjack.domain.market.CapacityType;
import java.time.Instant;

/** One thing to do next, safe to do twice. */
public sealed interface FleetAction {
    ReplicaId replica();

    /** For operators: what was seen and why this follows. */
    String reason();

    /** Write an intent for a new replica and ask the provider. */
    record Launch(ReplicaId replica, CapacityType capacityType, String reason) implements FleetAction {}

    /** Ask the provider again for what was intended and never heard of: same token, so the same lease. */
    record RepeatLaunch(ReplicaId replica, String reason) implements FleetAction {}

    /** Give it no new requests, and let those on it finish, or else move elsewhere, until then. */
    record Drain(ReplicaId replica, EndReason why, Instant by, String reason) implements FleetAction {}

    /** End it at the provider; repeated until the provider shows it gone. */
    record Terminate(ReplicaId replica, EndReason why, String reason) implements FleetAction {}
}
