package io.skipjack.app.watching;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.scaling.ScalingState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replicas of a deployment {@code rack} on each step of their way, as the store shows them. */
public final class Replicas {
    public static final int BOOT_SECONDS = 90;
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    public static final Offer OFFER =
            new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);

    private static final Money PRICE = Money.ofDollars("0.3");
    private static final Instant ASKED = NOW.minusSeconds(300);

    private Replicas() {}

    public static FleetSnapshot snapshot(Replica... replicas) {
        return new FleetSnapshot(List.of(replicas), List.of(wanting(replicas.length, null)));
    }

    public static FleetState wanting(int replicas, @Nullable String halted) {
        return new FleetState(
                "rack", new ScalingState(replicas, null, null), "a test", new LaunchHealth(0, null, halted, null));
    }

    static Replica intended(int number) {
        return of(number, ReplicaState.PROVISIONING, HostView.SILENT, null);
    }

    static Replica leased(int number) {
        return of(number, ReplicaState.STARTING, HostView.SILENT, null);
    }

    public static Replica ready(int number) {
        return of(number, ReplicaState.READY, HostView.SILENT, null);
    }

    static Replica noticed(int number) {
        Interruption notice = new Interruption(Interruption.Kind.END, NOW, NOW.plusSeconds(120));
        return of(number, ReplicaState.READY, new HostView(Map.of(), NOW, notice, null), null);
    }

    static Replica draining(int number) {
        return of(number, ReplicaState.DRAINING, noticed(number).host(), EndReason.INTERRUPTED);
    }

    static Replica ended(int number, EndReason reason) {
        return of(number, ReplicaState.ENDED, HostView.SILENT, reason);
    }

    private static Replica of(int number, ReplicaState state, HostView host, @Nullable EndReason reason) {
        LaunchIntent intent =
                new LaunchIntent(1, "token-" + number, List.of(new PricedOffer(OFFER, PRICE, null)), 1, ASKED);
        boolean leased = state != ReplicaState.PROVISIONING && reason != EndReason.REFUSED;
        boolean ready = leased && state != ReplicaState.STARTING;
        return new Replica(
                new ReplicaId("rack", number),
                "r1",
                state,
                NOW,
                intent,
                leased ? new Lease("i-" + number, OFFER, PRICE, ASKED, URI.create("http://10.0.0.1:8000/v1")) : null,
                ready ? ASKED.plusSeconds(BOOT_SECONDS) : null,
                null,
                reason,
                state == ReplicaState.ENDED ? NOW : null,
                "a test",
                host,
                null);
    }
}
