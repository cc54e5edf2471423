package io.skipjack.app.fleet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fleets as gauges: replicas by state, how many are wanted, and what the leases held now cost an hour at the price
 * they were bought for. Every router shows the same, from the store; {@code skipjack_leader} says which one decides.
 */
final class FleetMeters {
    private final MultiGauge replicas;
    private final MultiGauge wanted;
    private final MultiGauge cost;

    FleetMeters(MeterRegistry registry, LeaderEpoch leader) {
        replicas = MultiGauge.builder("skipjack.replicas")
                .description("Replicas of the spot fleets by state")
                .register(registry);
        wanted = MultiGauge.builder("skipjack.replicas.wanted")
                .description("Replicas that the scaling policy wants")
                .register(registry);
        cost = MultiGauge.builder("skipjack.fleet.cost")
                .description("What the leases held now cost per hour")
                .baseUnit("dollars_per_hour")
                .register(registry);
        registry.gauge("skipjack.leader", leader, who -> who.current().isPresent() ? 1 : 0);
    }

    /** One more of what is told apart by these tags. */
    private record Cell(String deployment, String state, String capacityType) {
        Tags tags() {
            return Tags.of(
                    "skipjack.deployment", deployment, "skipjack.state", state, "skipjack.capacity.type", capacityType);
        }
    }

    void show(FleetSnapshot fleets) {
        Map<Cell, Integer> counts = new TreeMap<>(java.util.Comparator.comparing(Cell::toString));
        Map<String, Money> rates = new TreeMap<>();
        // a fleet without replicas costs nothing, which is not the same as not to be there
        fleets.states().forEach(state -> rates.put(state.deployment(), Money.ZERO));
        for (Replica replica : fleets.replicas()) {
            if (!replica.state().isLive()) {
                continue;
            }
            String deployment = replica.id().deployment();
            counts.merge(
                    new Cell(
                            deployment,
                            replica.state().label(),
                            replica.capacityType().label()),
                    1,
                    Integer::sum);
            Lease lease = replica.lease();
            rates.merge(deployment, lease == null ? Money.ZERO : lease.perHour(), Money::plus);
        }
        List<MultiGauge.Row<?>> states = new ArrayList<>();
        counts.forEach((cell, count) -> states.add(MultiGauge.Row.of(cell.tags(), count)));
        replicas.register(states, true);
        List<MultiGauge.Row<?>> costs = new ArrayList<>();
        rates.forEach((deployment, rate) ->
                costs.add(MultiGauge.Row.of(Tags.of("skipjack.deployment", deployment), rate.dollars())));
        cost.register(costs, true);
        List<MultiGauge.Row<?>> wants = new ArrayList<>();
        for (FleetState state : fleets.states()) {
            wants.add(MultiGauge.Row.of(Tags.of("skipjack.deployment", state.deployment()), state.wanted()));
        }
        wanted.register(wants, true);
    }
}
