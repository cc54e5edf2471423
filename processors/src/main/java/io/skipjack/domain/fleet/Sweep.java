package io.skipjack.domain.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last net under everything else: finds leases of ours that no live replica accounts for, however they came about, and
 * adopts or ends each.
 *
 * <p>The listing must be taken before the snapshot (Karpenter's order): an intent is written before its lease can exist, so
 * a lease in the listing has its replica in the later snapshot, or has none. Only {@link FleetTiming#orphanGrace} old ones
 * are ended; one whose age is not known, or lies in the future, never is.
 *
 * <p>A store that was lost is not rebuilt from tags: its owner name is lost with it, so that the leases of before are not
 * in any listing of the new store, and end themselves by their own watchdog when no router knows them. With a store
 * restored from a backup the name is the same; leases launched since have no replica in it and are ended here. Either way
 * nothing is guessed about what a lease of unknown history runs.
 */
public final class Sweep {
    private Sweep() {}

    /** What to adopt and to end, in the listing's order. Nothing at all where the owner is blank. */
    public static List<SweepAction> plan(
            String owner, Listing listing, FleetSnapshot snapshot, FleetTiming timing, Instant now) {
        List<SweepAction> actions = new ArrayList<>();
        if (owner.isBlank()) {
            return actions;
        }
        Map<ReplicaId, Replica> replicas = new HashMap<>();
        snapshot.replicas().forEach(replica -> replicas.put(replica.id(), replica));
        Set<ReplicaId> adopted = new HashSet<>();
        for (ObservedLease lease : listing.leases()) {
            if (!lease.isLive()) {
                continue;
            }
            Replica replica = lease.replica() == null ? null : replicas.get(lease.replica());
            if (replica != null && isItsLaunch(replica, lease) && adopted.add(replica.id())) {
                actions.add(adoption(replica, lease));
                continue;
            }
            String fault = fault(lease, replica);
            if (fault != null && isOldEnough(lease, timing, now)) {
                actions.add(new SweepAction.Terminate(
                        lease.lease(), lease.deployment(), "%s, tagged as of %s".formatted(fault, owner)));
            }
        }
        return actions;
    }

    /** Also for a replica that is being given up: it ends the sooner for knowing what to end. */
    private static boolean isItsLaunch(Replica replica, ObservedLease lease) {
        return replica.state().isLive()
                && replica.lease() == null
                && lease.token().equals(replica.intent().token());
    }

    private static SweepAction adoption(Replica replica, ObservedLease lease) {
        Lease found = lease.launchedBy(replica.intent());
        String reason = "found %s, launched for it".formatted(found.id());
        return new SweepAction.Adopt(replica.withLease(found).withReason(reason), reason);
    }

    /** Why nobody answers for it; null when its replica does. */
    private static @Nullable String fault(ObservedLease lease, @Nullable Replica replica) {
        if (lease.replica() == null) {
            return "its tags name no replica";
        }
        if (replica == null) {
            return "no replica %s is known".formatted(lease.replica());
        }
        if (!replica.state().isLive()) {
            return "replica %s has ended, its lease has not".formatted(replica.id());
        }
        Lease held = replica.lease();
        if (held != null && held.id().equals(lease.lease().id())) {
            return null;
        }
        return held == null
                ? "it comes from no launch of replica %s".formatted(replica.id())
                : "replica %s has another lease, %s".formatted(replica.id(), held.id());
    }

    private static boolean isOldEnough(ObservedLease lease, FleetTiming timing, Instant now) {
        Instant launchedAt = lease.lease().launchedAt();
        return launchedAt.isAfter(Instant.EPOCH) && Ages.reached(launchedAt, timing.orphanGrace(), now);
    }
}
