package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fleets, replicas and leases that tests are written with. */
final class FleetExamples {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final FleetTiming TIMING = FleetTiming.DEFAULT;
    static final String OWNER = "owner-1";
    static final String REVISION = "r1";
    static final String RACK = "rack";
    static final Placement PLACEMENT = new Placement("ec2", List.of("us-east-1"), List.of());

    private FleetExamples() {}

    static Instant ago(Duration time) {
        return NOW.minus(time);
    }

    static Instant minutesAgo(long minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    static Offer offer(String zone, CapacityType type) {
        return new Offer("ec2", "us-east-1", "us-east-1" + zone, "g6.xlarge", "L4", 1, type);
    }

    static PricedOffer spot(String zone, String price) {
        return new PricedOffer(offer(zone, CapacityType.SPOT), Money.ofDollars(price), null);
    }

    static LaunchIntent intent(int number, CapacityType type, Instant at) {
        Money price = Money.ofDollars(type == CapacityType.SPOT ? "0.3" : "0.8");
        PricedOffer offer = new PricedOffer(offer("a", type), price, null);
        return new LaunchIntent(1, LaunchTokens.token(OWNER, new ReplicaId(RACK, number), 1), List.of(offer), 1, at);
    }

    /** Written down this long ago, and nothing heard since. */
    static Replica intended(int number, Duration age) {
        return intended(number, CapacityType.SPOT, age);
    }

    static Replica intended(int number, CapacityType type, Duration age) {
        return Replica.intended(
                new ReplicaId(RACK, number), REVISION, intent(number, type, NOW.minus(age)), "intended");
    }

    static Lease lease(Replica replica) {
        PricedOffer offer = replica.intent().offers().getFirst();
        return new Lease(
                "i-" + replica.id().number(),
                offer.offer(),
                offer.perHour(),
                replica.intent().at().plusSeconds(2),
                URI.create("http://10.0.0." + replica.id().number() + ":8000/v1"));
    }

    static Replica launched(int number, Duration age) {
        Replica replica = intended(number, age);
        return replica.withLease(lease(replica));
    }

    static Replica starting(int number, Duration age) {
        Replica replica = launched(number, age);
        return replica.starting(replica.intent().at().plusSeconds(30), "the machine runs");
    }

    static Replica ready(int number) {
        return ready(number, CapacityType.SPOT);
    }

    /** Launched an hour ago, and serving for long. */
    static Replica ready(int number, CapacityType type) {
        Replica replica = intended(number, type, Duration.ofHours(1));
        return replica.withLease(lease(replica)).ready(minutesAgo(55), "the engine answers");
    }

    static Replica ready(int number, String revision) {
        Replica replica = ready(number);
        return new Replica(
                replica.id(),
                revision,
                replica.state(),
                replica.since(),
                replica.intent(),
                replica.lease(),
                replica.readyAt(),
                null,
                null,
                null,
                replica.reason(),
                replica.host(),
                null);
    }

    static Replica told(Replica replica, Interruption notice) {
        return heard(replica, null, notice, null);
    }

    static Replica failed(Replica replica, String failure) {
        return heard(replica, null, null, failure);
    }

    static Replica heard(
            Replica replica, @Nullable BootPhase phase, @Nullable Interruption notice, @Nullable String failure) {
        Lease lease = replica.lease();
        String id = lease == null ? "i-0" : lease.id();
        HostView host = replica.host().with(new HostReport(replica.id(), id, NOW, phase, notice, failure), NOW);
        return withHost(replica, host);
    }

    static Replica withHost(Replica replica, HostView host) {
        return new Replica(
                replica.id(),
                replica.revision(),
                replica.state(),
                replica.since(),
                replica.intent(),
                replica.lease(),
                replica.readyAt(),
                replica.drainBy(),
                replica.endReason(),
                replica.endedAt(),
                replica.reason(),
                host,
                replica.silentSince());
    }

    static Interruption end(Duration in) {
        return new Interruption(Interruption.Kind.END, NOW, NOW.plus(in));
    }

    static Interruption risk() {
        return new Interruption(Interruption.Kind.RISK, NOW, null);
    }

    static ObservedLease seen(Replica replica, ObservedLease.Status status) {
        return new ObservedLease(lease(replica), replica.id(), replica.intent().token(), 1, status, "");
    }

    static Sight sight(@Nullable ObservedLease lease, boolean answers) {
        return new Sight(lease, true, answers, 0);
    }

    static ScalingPolicy scaling(int min, int max) {
        return new ScalingPolicy(
                ScalingPolicy.Metric.CONCURRENCY, min, max, 10, 10, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    static FleetSpec spec(int max, int surge) {
        return spec(max, surge, 0, null);
    }

    static FleetSpec spec(int max, int surge, int base, @Nullable Duration fallback) {
        return new FleetSpec(
                GpuNeed.of("L4", 1), EngineSpec.DEFAULT, PLACEMENT, scaling(0, max), surge, base, fallback, null);
    }

    static FleetView view(@Nullable FleetSpec spec, int wanted, Replica... replicas) {
        return view(spec, wanted, LaunchHealth.GOOD, List.of(replicas));
    }

    static FleetView view(@Nullable FleetSpec spec, int wanted, LaunchHealth health, List<Replica> replicas) {
        int next = replicas.stream()
                        .mapToInt(replica -> replica.id().number())
                        .max()
                        .orElse(0)
                + 1;
        FleetState state = new FleetState(RACK, new ScalingState(wanted, null, null), "", health);
        return new FleetView(RACK, spec, REVISION, state, replicas, next);
    }
}
