package io.skipjack.app.state;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replicas and what belongs to them, as tests want them. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456789Z");
    static final FleetBounds WIDE = new FleetBounds(100, 100, null, null);
    static final Offer SPOT_A = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    static final Offer SPOT_B = new Offer("ec2", "us-east-1", "us-east-1b", "g6.xlarge", "L4", 1, CapacityType.SPOT);

    private Samples() {}

    static Replica intended(String deployment, int number) {
        return intended(deployment, number, "0.30", null);
    }

    static Replica intended(String deployment, int number, String price, @Nullable String cap) {
        PricedOffer best = new PricedOffer(SPOT_A, Money.ofDollars(price), cap == null ? null : Money.ofDollars(cap));
        LaunchIntent intent = new LaunchIntent(
                1,
                "token-" + deployment + "-" + number,
                List.of(best, new PricedOffer(SPOT_B, Money.ZERO, null)),
                7,
                NOW);
        return Replica.intended(new ReplicaId(deployment, number), "rev-1", intent, "1 wanted, 0 there");
    }

    static Lease lease(String id) {
        return new Lease(id, SPOT_A, Money.ofDollars("0.2"), NOW.plusNanos(1), URI.create("http://10.0.0.5:8000/v1"));
    }

    static Replica with(Replica replica, ReplicaState state, @Nullable Lease lease) {
        return new Replica(
                replica.id(),
                replica.revision(),
                state,
                NOW.plusSeconds(5),
                replica.intent(),
                lease,
                replica.readyAt(),
                replica.drainBy(),
                replica.endReason(),
                replica.endedAt(),
                "seen " + state,
                replica.host(),
                replica.silentSince());
    }

    static Replica ended(Replica replica, Instant at) {
        return new Replica(
                replica.id(),
                replica.revision(),
                ReplicaState.ENDED,
                at,
                replica.intent(),
                ended(replica.lease(), at),
                NOW.plusSeconds(60),
                NOW.plusSeconds(90),
                EndReason.INTERRUPTED,
                at,
                "gone",
                HostView.SILENT,
                NOW.plusSeconds(80));
    }

    private static @Nullable Lease ended(@Nullable Lease lease, Instant at) {
        LeaseEnd end = new LeaseEnd(at.minusSeconds(3), true, true);
        return lease == null
                ? null
                : new Lease(lease.id(), lease.offer(), lease.perHour(), lease.launchedAt(), lease.address(), end);
    }

    static HostReport phase(Replica replica, String leaseId, BootPhase phase) {
        return new HostReport(replica.id(), leaseId, NOW.plusSeconds(2), phase, null, null);
    }

    static HostReport interruption(Replica replica, String leaseId) {
        Interruption end = new Interruption(Interruption.Kind.END, NOW.plusSeconds(3), NOW.plusSeconds(123));
        return new HostReport(replica.id(), leaseId, NOW.plusSeconds(3), null, end, null);
    }

    static HostView view(Map<BootPhase, Instant> phases, Instant lastContact) {
        return new HostView(phases, lastContact, null, null);
    }
}
