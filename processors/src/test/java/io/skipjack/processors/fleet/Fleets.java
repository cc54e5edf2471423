package io.skipjack.processors.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetRevision;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.LaunchTokens;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.domain.scaling.ScalingPolicy.Metric;
import io.skipjack.domain.scaling.ScalingState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Deployments with fleets, their replicas and leases, as the steps of the control loops meet them. */
final class Fleets {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Offer SPOT_A = offer("a", CapacityType.SPOT);
    static final Offer SPOT_B = offer("b", CapacityType.SPOT);
    static final Offer ON_DEMAND = offer("a", CapacityType.ON_DEMAND);
    static final Deployment RACK = deployment("rack", "us-east-1");

    private Fleets() {}

    static Deployment deployment(String name, String region) {
        return deployment(name, spec(region, "L4"));
    }

    static Deployment deployment(String name, FleetSpec spec) {
        return new Deployment(name, "model-of-" + name, true, 100, TierSpec.of(List.of()), null, spec);
    }

    /** At most three at once and one more while replacing; scales without delay. */
    static FleetSpec spec(String region, String gpu) {
        return new FleetSpec(
                GpuNeed.of(gpu, 1),
                EngineSpec.DEFAULT,
                new Placement("ec2", List.of(region), List.of()),
                new ScalingPolicy(Metric.CONCURRENCY, 0, 3, 10, 10, Duration.ZERO, Duration.ofSeconds(60)),
                1,
                0,
                null,
                null);
    }

    static Offer offer(String zone, CapacityType type) {
        return new Offer("ec2", "us-east-1", "us-east-1" + zone, "g6.xlarge", "L4", 1, type);
    }

    static PriceQuote quote(Offer offer, String dollars) {
        return new PriceQuote(offer, Money.ofDollars(dollars), NOW, "test");
    }

    static ReplicaId id(int number) {
        return new ReplicaId("rack", number);
    }

    static FleetState wanting(String deployment, int replicas, LaunchHealth health) {
        return new FleetState(deployment, new ScalingState(replicas, null, null), "a test", health);
    }

    /** Written down an instant ago, and nothing heard since. */
    static Replica intended(int number) {
        return intended(RACK, number, NOW.minusSeconds(5));
    }

    static Replica intended(Deployment deployment, int number, Instant at) {
        ReplicaId id = new ReplicaId(deployment.name(), number);
        LaunchIntent intent = new LaunchIntent(
                1,
                LaunchTokens.token(MemoryFleet.OWNER, id, 1),
                List.of(new PricedOffer(SPOT_A, Money.ofDollars("0.3"), null)),
                1,
                at);
        return Replica.intended(id, FleetRevision.of(deployment), intent, "intended");
    }

    static Lease lease(Replica replica) {
        return new Lease(
                "i-" + replica.id(),
                SPOT_A,
                Money.ofDollars("0.3"),
                replica.intent().at().plusSeconds(2),
                URI.create("http://10.0.0." + replica.id().number() % 250 + ":8000/v1"));
    }

    /** Launched a quarter of an hour ago, or seconds ago where it is not ready, and in this state for a minute. */
    static Replica in(ReplicaState state, int number) {
        return in(state, RACK, number);
    }

    static Replica in(ReplicaState state, Deployment deployment, int number) {
        boolean served = state != ReplicaState.STARTING && state != ReplicaState.PROVISIONING;
        Replica replica = intended(deployment, number, NOW.minusSeconds(served ? 900 : 90));
        return new Replica(
                replica.id(),
                replica.revision(),
                state,
                NOW.minusSeconds(60),
                replica.intent(),
                lease(replica),
                served ? NOW.minusSeconds(600) : null,
                state == ReplicaState.DRAINING ? NOW.plusSeconds(300) : null,
                null,
                state == ReplicaState.ENDED ? NOW.minusSeconds(60) : null,
                "a test",
                HostView.SILENT,
                null);
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

    static ObservedLease observed(Replica replica, ObservedLease.Status status) {
        Lease lease = replica.lease() == null ? lease(replica) : Objects.requireNonNull(replica.lease());
        return new ObservedLease(lease, replica.id(), replica.intent().token(), 1, status, "");
    }
}
