package io.skipjack.app.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.scaling.ScalingPolicy;
import io.skipjack.domain.scaling.ScalingState;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** A deployment with a fleet, and replicas of it as the store shows them to routing. */
public final class FleetExamples {
    public static final Deployment RACK = new Deployment(
            "rack",
            "model",
            true,
            100,
            TierSpec.of(List.of()),
            null,
            new FleetSpec(
                    GpuNeed.of("L4", 1),
                    EngineSpec.DEFAULT,
                    new Placement("ec2", List.of("us-east-1"), List.of()),
                    ScalingPolicy.DEFAULT,
                    5,
                    0,
                    null,
                    null));

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private FleetExamples() {}

    static ReplicaId id(int number) {
        return new ReplicaId("rack", number);
    }

    static FleetSnapshot snapshot(Replica... replicas) {
        return new FleetSnapshot(List.of(replicas), List.of());
    }

    static FleetState wanting(String deployment, int replicas) {
        return new FleetState(deployment, new ScalingState(replicas, null, null), "a test", LaunchHealth.GOOD);
    }

    /** With a lease, but for one that is only intended. */
    static Replica in(ReplicaState state, int number) {
        return in(state, number, HostView.SILENT);
    }

    static Replica in(ReplicaState state, int number, HostView host) {
        Offer offer = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
        Money price = Money.ofDollars("0.3");
        LaunchIntent intent = new LaunchIntent(
                1, "token-" + number, List.of(new PricedOffer(offer, price, null)), 1, NOW.minusSeconds(300));
        URI address = URI.create("http://10.0.0." + number + ":8000/v1");
        Lease lease = new Lease("i-" + number, offer, price, NOW.minusSeconds(290), address);
        return new Replica(
                id(number),
                "r1",
                state,
                NOW.minusSeconds(60),
                intent,
                state == ReplicaState.PROVISIONING ? null : lease,
                null,
                null,
                null,
                null,
                "a test",
                host,
                null);
    }
}
