package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which replicas are more than is wanted, or have been replaced. One that serves goes only while the wanted number serve
 * without it, so that a replacement is ready before what it replaces is drained; one that does not serve yet goes at once,
 * the newest first, having the longest way to go.
 */
final class Departures {
    private static final Comparator<Replica> NEWEST_FIRST =
            Comparator.comparingInt((Replica replica) -> replica.id().number()).reversed();
    private static final Comparator<Replica> DEAREST_FIRST = Comparator.comparing((Replica replica) ->
                    replica.lease() == null ? Money.ZERO : replica.lease().perHour())
            .reversed()
            .thenComparing(NEWEST_FIRST);

    private final Launches launches;
    private final Triage triage;
    private final FleetTiming timing;
    private final int wanted;
    private int spare;

    Departures(Launches launches, Triage triage, FleetTiming timing) {
        this.launches = launches;
        this.triage = triage;
        this.timing = timing;
        this.wanted = launches.wanted();
    }

    List<FleetAction> actions(Instant now) {
        List<FleetAction> actions = new ArrayList<>();
        int serving = (int) triage.coming().stream().filter(Replica::isServing).count();
        spare = Math.max(0, serving - wanted);
        replaced(triage.risky(), EndReason.INTERRUPTED, "it is at risk, and enough others serve", now, actions);
        replaced(
                triage.outdated(),
                EndReason.REPLACED,
                "the deployment was changed, and enough others serve",
                now,
                actions);
        surplus(now, actions);
        if (actions.isEmpty() && launches.isCrampedForReplacement(now)) {
            Replica first = triage.outdated().getFirst();
            actions.add(released(
                    first, EndReason.REPLACED, "the deployment was changed, and max_surge leaves no place", now));
        }
        return actions;
    }

    private void replaced(List<Replica> leaving, EndReason why, String reason, Instant now, List<FleetAction> actions) {
        boolean enoughToCome = triage.good().size() >= wanted;
        for (Replica replica : leaving) {
            if (replica.isServing() && spare > 0) {
                spare--;
                actions.add(released(replica, why, reason, now));
            } else if (!replica.isServing() && enoughToCome) {
                actions.add(released(replica, why, reason, now));
            }
        }
    }

    /** Of the good ones those beyond the wanted number, the base on demand last. */
    private void surplus(Instant now, List<FleetAction> actions) {
        int many = triage.good().size() - wanted;
        if (many <= 0) {
            return;
        }
        Set<ReplicaId> base = base();
        // a spot replica on its way to replace one bought on demand in its absence is no surplus
        int idleMany = many - launches.standIns();
        String reason = "%d wanted, %d there".formatted(wanted, triage.good().size());
        for (Replica replica : order(base)) {
            if (many <= 0) {
                break;
            }
            if (replica.isServing() ? spare > 0 : idleMany > 0) {
                spare -= replica.isServing() ? 1 : 0;
                idleMany--;
                many--;
                actions.add(released(replica, EndReason.SCALED_DOWN, reason, now));
            }
        }
    }

    private List<Replica> order(Set<ReplicaId> base) {
        Comparator<Replica> notReadyFirst =
                Comparator.comparing((Replica replica) -> replica.state() == ReplicaState.READY);
        Comparator<Replica> order = notReadyFirst
                .thenComparing(Replica::isServing)
                .thenComparing((one, other) ->
                        one.isServing() ? DEAREST_FIRST.compare(one, other) : NEWEST_FIRST.compare(one, other));
        return triage.good().stream()
                .filter(replica -> !base.contains(replica.id()))
                .sorted(order)
                .toList();
    }

    private Set<ReplicaId> base() {
        Set<ReplicaId> base = new HashSet<>();
        triage.good().stream()
                .filter(replica -> replica.capacityType() == CapacityType.ON_DEMAND)
                .sorted(Comparator.comparing(replica -> !replica.isServing()))
                .limit(launches.base())
                .forEach(replica -> base.add(replica.id()));
        return base;
    }

    private FleetAction released(Replica replica, EndReason why, String reason, Instant now) {
        return Reconciliation.released(replica, why, reason, timing, now);
    }
}
