package io.skipjack.app.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.app.watching.GaugeRows;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.processors.fleet.FleetDeployments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The fleets as gauges: replicas by state, zeros included, how many are wanted, whether launches are halted, and what the
 * leases held now cost an hour at the price they were bought for. Every router shows the same, from the store; {@code
 * skipjack_leader} says which one decides.
 */
final class FleetMeters implements Consumer<FleetSnapshot> {
    private static final String DEPLOYMENT = "skipjack.deployment";
    private static final List<CapacityType> TYPES = List.of(CapacityType.SPOT, CapacityType.ON_DEMAND);

    private final FleetDeployments deployed;
    private final GaugeRows replicas;
    private final GaugeRows wanted;
    private final GaugeRows halted;
    private final GaugeRows cost;

    FleetMeters(MeterRegistry registry, LeaderEpoch leader, FleetDeployments deployed) {
        this.deployed = deployed;
        replicas = new GaugeRows(registry, "skipjack.replicas", "Replicas of the spot fleets by state", null);
        wanted = new GaugeRows(registry, "skipjack.replicas.wanted", "Replicas that the scaling policy wants", null);
        halted = new GaugeRows(
                registry, "skipjack.launches.halted", "1 while no launch is tried until somebody helps", null);
        cost = new GaugeRows(
                registry, "skipjack.fleet.cost", "What the leases held now cost per hour", "dollars_per_hour");
        Gauge.builder("skipjack.leader", leader, who -> who.current().isPresent() ? 1 : 0)
                .description("1 at the router that decides about fleets")
                .register(registry);
    }

    @Override
    public void accept(FleetSnapshot fleets) {
        Set<String> names = names(fleets);
        replicas.showValues(states(names, fleets.replicas()));
        cost.showValues(costs(names, fleets.replicas()));
        Map<Tags, Integer> wants = new HashMap<>();
        Map<Tags, Integer> halts = new HashMap<>();
        for (FleetState state : fleets.states()) {
            if (names.contains(state.deployment())) {
                Tags tags = Tags.of(DEPLOYMENT, state.deployment());
                wants.put(tags, state.wanted());
                halts.put(tags, state.health().halted() == null ? 0 : 1);
            }
        }
        wanted.showValues(wants);
        halted.showValues(halts);
    }

    /** What is deployed, still wanted, or still there: the store remembers every deployment that ever had a fleet. */
    private Set<String> names(FleetSnapshot fleets) {
        Set<String> names = new TreeSet<>();
        deployed.withFleet().stream().map(Deployment::name).forEach(names::add);
        fleets.states().stream()
                .filter(state -> state.wanted() > 0)
                .map(FleetState::deployment)
                .forEach(names::add);
        fleets.replicas().stream()
                .filter(replica -> replica.state().isLive())
                .map(replica -> replica.id().deployment())
                .forEach(names::add);
        return names;
    }

    private static Map<Tags, Integer> states(Set<String> names, List<Replica> replicas) {
        Map<Tags, Integer> counts = new HashMap<>();
        for (String name : names) {
            for (ReplicaState state : ReplicaState.values()) {
                if (state.isLive()) {
                    TYPES.forEach(type -> counts.put(cell(name, state, type), 0));
                }
            }
        }
        replicas.stream()
                .filter(replica -> replica.state().isLive())
                .forEach(replica -> counts.merge(
                        cell(replica.id().deployment(), replica.state(), replica.capacityType()), 1, Integer::sum));
        return counts;
    }

    private static Tags cell(String deployment, ReplicaState state, CapacityType type) {
        return Tags.of(DEPLOYMENT, deployment, "skipjack.state", state.label(), "skipjack.capacity.type", type.label());
    }

    private static Map<Tags, Double> costs(Set<String> names, List<Replica> replicas) {
        Map<String, Money> sums = new HashMap<>();
        // a fleet without replicas costs nothing, which is not the same as not to be there
        names.forEach(name -> sums.put(name, Money.ZERO));
        replicas.forEach(replica ->
                sums.computeIfPresent(replica.id().deployment(), (name, sum) -> sum.plus(replica.perHour())));
        Map<Tags, Double> rates = new HashMap<>();
        sums.forEach((name, sum) ->
                rates.put(Tags.of(DEPLOYMENT, name), sum.dollars().doubleValue()));
        return rates;
    }
}
