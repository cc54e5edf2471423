package io.skipjack.bench;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetTiming;
import io.skipjack.domain.fleet.FleetView;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.LaunchTokens;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.Reconciliation;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.Sightings;
import io.skipjack.domain.fleet.Transitions;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.domain.scaling.ScalingState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What one turn of the control loops decides about so many replicas, five to a deployment: each is looked at, then each
 * deployment is planned for. One in ten boots, one in ten is of another revision, and each deployment lacks one, so that
 * there is something to decide. Milliseconds a turn; the goal is 100 ms for 1,000, and ten times that for 10,000.
 *
 * <pre>mvn -q -Pbench -pl app -am test -DskipTests -Dbench=Reconciliation</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReconciliationBench {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int OF_ONE = 5;
    private static final ScalingPolicy SCALING = new ScalingPolicy(
            ScalingPolicy.Metric.CONCURRENCY, 0, 10, 10, 32, Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static final FleetSpec SPEC = new FleetSpec(
            GpuNeed.of("L4", 1),
            EngineSpec.DEFAULT,
            new Placement("ec2", List.of("us-east-1"), List.of()),
            SCALING,
            10,
            0,
            null,
            null);

    @Param({"100", "1000", "10000"})
    private int replicas = 100;

    private List<FleetView> views = List.of();
    private Listing listing = new Listing(List.of(), Set.of());

    /** Builds fleets, and the provider's listing of them. */
    @Setup
    public void build() {
        List<FleetView> built = new ArrayList<>();
        List<ObservedLease> leases = new ArrayList<>();
        for (int deployment = 0; deployment < replicas / OF_ONE; deployment++) {
            String name = "deployment-" + deployment;
            List<Replica> fleet = new ArrayList<>();
            for (int number = 1; number <= OF_ONE; number++) {
                Replica replica = replica(new ReplicaId(name, number), leases.size());
                Lease lease = replica.lease();
                if (lease != null) {
                    leases.add(new ObservedLease(
                            lease, replica.id(), replica.intent().token(), 1, ObservedLease.Status.RUNNING, ""));
                }
                fleet.add(replica);
            }
            FleetState state = new FleetState(name, new ScalingState(OF_ONE + 1, null, null), "", LaunchHealth.GOOD);
            built.add(new FleetView(name, SPEC, "r1", state, fleet, OF_ONE + 1));
        }
        views = built;
        listing = new Listing(leases, Set.of("us-east-1"));
    }

    /** A look at each replica. */
    @Benchmark
    public int look() {
        Sightings sightings = Sightings.of(listing);
        int ready = 0;
        for (FleetView view : views) {
            for (Replica replica : view.replicas()) {
                ready += looked(sightings, replica).isServing() ? 1 : 0;
            }
        }
        return ready;
    }

    /** A plan for each deployment. */
    @Benchmark
    public int plan() {
        int actions = 0;
        for (FleetView view : views) {
            actions += planned(view).size();
        }
        return actions;
    }

    /** A whole turn: looks, then plans by what they showed. */
    @Benchmark
    public int turn() {
        Sightings sightings = Sightings.of(listing);
        int actions = 0;
        for (FleetView view : views) {
            List<Replica> seen = view.replicas().stream()
                    .map(replica -> looked(sightings, replica))
                    .toList();
            actions += planned(new FleetView(
                            view.deployment(), view.spec(), view.revision(), view.state(), seen, view.nextNumber()))
                    .size();
        }
        return actions;
    }

    private static Replica looked(Sightings sightings, Replica replica) {
        boolean answers = replica.id().number() != 1;
        return Transitions.afterSight(replica, sightings.of(replica, answers, 3), FleetTiming.DEFAULT, NOW);
    }

    private static List<FleetAction> planned(FleetView view) {
        return Reconciliation.plan(view, FleetTiming.DEFAULT, NOW);
    }

    private static Replica replica(ReplicaId id, int place) {
        Offer offer = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
        Money price = Money.ofDollars("0.3");
        Instant at = NOW.minus(Duration.ofMinutes(9));
        LaunchIntent intent = new LaunchIntent(
                1, LaunchTokens.token("bench", id, 1), List.of(new PricedOffer(offer, price, price)), 1, at);
        Lease lease = new Lease("i-" + place, offer, price, at, URI.create("http://10.0.0.1:8000/v1"));
        ReplicaState state = id.number() == 1 && place % 2 == 0 ? ReplicaState.STARTING : ReplicaState.READY;
        return new Replica(
                id,
                id.number() == 2 && place % 2 == 0 ? "r0" : "r1",
                state,
                at,
                intent,
                lease,
                state == ReplicaState.READY ? at : null,
                null,
                null,
                null,
                "",
                HostView.SILENT,
                null);
    }
}
