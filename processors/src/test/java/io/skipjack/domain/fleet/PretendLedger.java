package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.PretendCloud.Machine;
import io.skipjack.domain.fleet.PretendLeader.Wish;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cloud's own books: what is paid for, by whom, and whether it may be. */
final class PretendLedger {
    static final Money RATE_BOUND = Money.ofDollars("4.3");
    static final int REPLICAS_BOUND = 8;

    /** Longest that anything paid for may be without an owner. */
    private static final Duration UNOWNED_BOUND = Duration.ofMinutes(10);

    private final MemoryStore store;
    private final PretendCloud cloud;
    private final Map<String, Wish> wishes;
    private final Machine foreign;

    PretendLedger(MemoryStore store, PretendCloud cloud, Map<String, Wish> wishes, Machine foreign) {
        this.store = store;
        this.cloud = cloud;
        this.wishes = wishes;
        this.foreign = foreign;
    }

    /** Never more than max, of a deployment and of all, nor dearer than the bound; never two for one replica. */
    void checkBounds(Instant now) {
        Money rate = Money.ZERO;
        Map<String, Integer> counts = new HashMap<>();
        Set<ReplicaId> replicas = new HashSet<>();
        List<Machine> paid = ours();
        for (Machine machine : paid) {
            rate = rate.plus(machine.lease.perHour());
            counts.merge(machine.replica.deployment(), 1, Integer::sum);
            require(now, replicas.add(machine.replica), "two machines for " + machine.replica);
        }
        require(now, paid.size() <= REPLICAS_BOUND, "more than all together may have");
        require(now, !rate.isMoreThan(RATE_BOUND), "dearer than all together may be");
        counts.forEach((name, count) -> {
            Wish wish = wishes.get(name);
            FleetSpec spec = wish == null ? null : wish.spec();
            require(now, spec == null || count <= spec.mostReplicas(), "more than may be of " + name);
        });
    }

    private void require(Instant now, boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(
                    "%s at %s: %s".formatted(what, now, store.snapshot().replicas()));
        }
    }

    List<Machine> ours() {
        return cloud.paid().stream().filter(machine -> machine != foreign).toList();
    }

    /** Time has passed, with everything owned that is paid for, or for not too long without. */
    void keep(Duration time, Instant now) {
        Map<String, Replica> owners = new HashMap<>();
        for (Replica replica : store.snapshot().replicas()) {
            if (replica.state().isLive()) {
                owners.put(replica.intent().token(), replica);
            }
        }
        Set<ReplicaId> once = new HashSet<>();
        for (Machine machine : cloud.all()) {
            if (machine == foreign) {
                continue;
            }
            require(now, once.add(machine.replica), "launched twice: " + machine.replica);
            if (machine.isPaid() && !owners.containsKey(machine.token)) {
                machine.unowned = machine.unowned.plus(time);
                require(now, machine.unowned.compareTo(UNOWNED_BOUND) < 0, "unowned: " + machine.lease.id());
            }
        }
        require(now, foreign.isPaid(), "ended another's machine");
    }

    /** Null when all that is wanted serves, with its base on demand, and nothing else is paid for. */
    @Nullable
    String notConverged() {
        List<String> held = new ArrayList<>();
        for (Wish wish : wishes.values()) {
            int serving = 0;
            int onDemand = 0;
            for (Replica replica : store.snapshot().replicas()) {
                if (replica.id().deployment().equals(wish.name())
                        && replica.state().isLive()) {
                    if (!replica.isServing()
                            || replica.interruption() != null
                            || !replica.revision().equals(wish.revision())) {
                        return "%s %s: %s".formatted(replica.id(), replica.state(), replica.reason());
                    }
                    serving++;
                    onDemand += replica.capacityType() == CapacityType.ON_DEMAND ? 1 : 0;
                    held.add(replica.lease() == null ? "" : replica.lease().id());
                }
            }
            FleetState state = store.state(wish.name());
            FleetSpec spec = wish.spec();
            ScalingState scaling = state.scaling();
            if (spec != null && (scaling.moreSince() != null || scaling.fewerSince() != null)) {
                return wish.name() + " is about to be scaled";
            }
            int wanted = spec == null ? 0 : state.wanted();
            int base = spec == null ? 0 : Math.min(spec.baseOnDemandReplicas(), wanted);
            if (serving != wanted || onDemand != base) {
                return "%s: %d of %d serve, %d of %d on demand, %s"
                        .formatted(wish.name(), serving, wanted, onDemand, base, state.health());
            }
        }
        List<String> paid =
                ours().stream().map(machine -> machine.lease.id()).sorted().toList();
        held.sort(null);
        return paid.equals(held) ? null : "paid for %s, held %s".formatted(paid, held);
    }
}
