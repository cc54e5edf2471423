package io.skipjack.app.admin;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.scaling.LoadSample;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A store that holds what a test puts there, and can be down. */
final class RememberedFleet implements FleetStore {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final Offer OFFER = new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT);
    static final Money PRICE = Money.ofDollars("0.216");

    private final FleetSnapshot snapshot;
    boolean down;

    RememberedFleet(FleetSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Asked for 100 s ago, running for 60 s, pulling for 40 s. */
    static Replica pulling(String deployment, int number) {
        LaunchIntent intent =
                new LaunchIntent(1, "token", List.of(new PricedOffer(OFFER, PRICE, null)), 3, NOW.minusSeconds(100));
        HostView host = new HostView(
                Map.of(BootPhase.RUNNING, NOW.minusSeconds(60), BootPhase.PULLING, NOW.minusSeconds(40)),
                NOW.minusSeconds(5),
                null,
                null);
        return new Replica(
                new ReplicaId(deployment, number),
                "r1",
                ReplicaState.STARTING,
                NOW.minusSeconds(60),
                intent,
                new Lease("i-0abc", OFFER, PRICE, NOW.minusSeconds(95), URI.create("http://10.9.8.7:8000/v1")),
                null,
                null,
                null,
                null,
                "load needs 1",
                host,
                null);
    }

    @Override
    public FleetSnapshot snapshot() {
        if (down) {
            throw new StoreUnavailableException("reading the fleet", new IOException("no disk"));
        }
        return snapshot;
    }

    @Override
    public List<PriceQuote> prices() {
        return List.of(new PriceQuote(OFFER, PRICE, NOW.minusSeconds(31), "test"));
    }

    @Override
    public String owner() {
        return "owner";
    }

    @Override
    public boolean intend(long epoch, Replica replica, FleetBounds bounds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(long epoch, Replica replica) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(long epoch, FleetState state) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int nextNumber(String deployment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean report(HostReport report, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void avoid(long epoch, Collection<AvoidedOffer> offers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Offer, Instant> avoided(Instant now) {
        return Map.of();
    }

    @Override
    public void savePrices(long epoch, Collection<PriceQuote> quotes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void saveLoads(String router, Map<String, LoadSample> loads, Instant at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, LoadSample> loads(Instant since) {
        return Map.of();
    }

    @Override
    public int forget(long epoch, Instant before, Duration olderLoads) {
        throw new UnsupportedOperationException();
    }
}
