package io.skipjack.domain.fleet;

import java.util.List;

/**
 * The store's content that decisions need, read in one transaction.
 *
 * @param replicas all that are live, and those that ended within the last hours; by deployment, then number
 * @param states of all deployments that ever had a fleet
 */
public record FleetSnapshot(List<Replica> replicas, List<FleetState> states) {
    public static final FleetSnapshot EMPTY = new FleetSnapshot(List.of(), List.of());

    public FleetSnapshot {
        replicas = List.copyOf(replicas);
        states = List.copyOf(states);
    }
}
