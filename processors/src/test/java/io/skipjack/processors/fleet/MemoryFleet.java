package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.fleet.Bounds;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet store in memory, fenced by epoch as the real one is. It counts its writes, and can be away. */
final class MemoryFleet implements FleetStore {
    static final String OWNER = "owner-1";

    final Map<ReplicaId, Replica> replicas = new LinkedHashMap<>();
    final Map<String, FleetState> states = new LinkedHashMap<>();
    final Map<Offer, Instant> avoided = new LinkedHashMap<>();
    final Map<Offer, PriceQuote> prices = new LinkedHashMap<>();
    final Map<String, Map<String, LoadSample>> loads = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    long epoch = 1;
    boolean away;
    int writes;
    int reports;
    int snapshots;

    /** Puts it there as if an earlier turn had. */
    void hold(Replica replica) {
        replicas.put(replica.id(), replica);
        numbers.merge(replica.id().deployment(), replica.id().number(), Math::max);
    }

    @Override
    public String owner() {
        return OWNER;
    }

    @Override
    public synchronized FleetSnapshot snapshot() {
        requireThere();
        snapshots++;
        return new FleetSnapshot(List.copyOf(replicas.values()), List.copyOf(states.values()));
    }

    @Override
    public synchronized @Nullable Replica find(ReplicaId id) {
        requireThere();
        return replicas.get(id);
    }

    @Override
    public synchronized @Nullable FleetState fleetState(String deployment) {
        requireThere();
        return states.get(deployment);
    }

    @Override
    public synchronized boolean intend(long by, Replica replica, FleetBounds bounds) {
        fence(by);
        if (replica.id().number() < nextNumber(replica.id().deployment())) {
            throw new IllegalStateException("number is taken: " + replica.id());
        }
        if (!Bounds.permits(replica, replicas.values(), bounds)) {
            return false;
        }
        writes++;
        hold(replica);
        return true;
    }

    @Override
    public synchronized void save(long by, Replica replica) {
        fence(by);
        Replica known = replicas.get(replica.id());
        if (known == null || replica.state().compareTo(known.state()) < 0) {
            throw new IllegalStateException("%s cannot become %s".formatted(known, replica));
        }
        writes++;
        replicas.put(replica.id(), Fleets.withHost(replica, known.host()));
    }

    @Override
    public synchronized void save(long by, FleetState state) {
        fence(by);
        writes++;
        states.put(state.deployment(), state);
    }

    @Override
    public synchronized int nextNumber(String deployment) {
        requireThere();
        return numbers.getOrDefault(deployment, 0) + 1;
    }

    @Override
    public synchronized boolean report(HostReport report, Instant now) {
        requireThere();
        reports++;
        Replica known = replicas.get(report.replica());
        Lease lease = known == null ? null : known.lease();
        if (known == null
                || !known.state().isLive()
                || (lease != null && !lease.id().equals(report.leaseId()))) {
            return false;
        }
        HostView host = known.host().with(report, now);
        replicas.put(known.id(), Fleets.withHost(known, host));
        return true;
    }

    @Override
    public synchronized void avoid(long by, Collection<AvoidedOffer> offers) {
        fence(by);
        writes++;
        offers.forEach(
                each -> avoided.merge(each.offer(), each.until(), (one, other) -> other.isAfter(one) ? other : one));
    }

    @Override
    public synchronized Map<Offer, Instant> avoided(Instant now) {
        requireThere();
        Map<Offer, Instant> still = new HashMap<>(avoided);
        still.values().removeIf(until -> !until.isAfter(now));
        return still;
    }

    @Override
    public synchronized void savePrices(long by, Collection<PriceQuote> quotes) {
        fence(by);
        writes++;
        quotes.forEach(quote -> prices.put(quote.offer(), quote));
    }

    @Override
    public synchronized List<PriceQuote> prices() {
        requireThere();
        return List.copyOf(prices.values());
    }

    @Override
    public synchronized void saveLoads(String router, Map<String, LoadSample> seen, Instant at) {
        requireThere();
        loads.put(router, seen);
    }

    @Override
    public synchronized Map<String, LoadSample> loads(Instant since) {
        requireThere();
        Map<String, LoadSample> sums = new HashMap<>();
        loads.values().forEach(each -> each.forEach((name, load) -> sums.merge(name, load, LoadSample::plus)));
        return sums;
    }

    @Override
    public synchronized int forget(long by, Instant before, Duration olderLoads) {
        fence(by);
        writes++;
        int many = replicas.size();
        replicas.values()
                .removeIf(replica ->
                        replica.endedAt() != null && replica.endedAt().isBefore(before));
        return many - replicas.size();
    }

    private void fence(long by) {
        requireThere();
        if (by != epoch) {
            throw new StaleEpochException(by, epoch);
        }
    }

    private void requireThere() {
        if (away) {
            throw new StoreUnavailableException("the store is away", new IOException("no disk"));
        }
    }
}
