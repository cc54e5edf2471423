package io.skipjack.domain.fleet;

import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store that survives pretended crashes, fenced by epoch as the real one is. */
final class MemoryStore implements FleetStore {
    private final Map<ReplicaId, Replica> replicas = new LinkedHashMap<>();
    private final Map<String, FleetState> states = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Offer, Instant> avoided = new HashMap<>();
    private long present;
    private long lastWriter;
    private int refusedWrites;

    /** A router takes over: from now on only this epoch may write. */
    long takeOver() {
        return ++present;
    }

    int refusedWrites() {
        return refusedWrites;
    }

    @Nullable
    Replica replica(ReplicaId id) {
        return replicas.get(id);
    }

    FleetState state(String deployment) {
        FleetState state = states.get(deployment);
        if (state == null) {
            throw new IllegalStateException("no state of " + deployment);
        }
        return state;
    }

    void begin(FleetState state) {
        states.put(state.deployment(), state);
    }

    @Override
    public String owner() {
        return FleetExamples.OWNER;
    }

    @Override
    public FleetSnapshot snapshot() {
        return new FleetSnapshot(List.copyOf(replicas.values()), List.copyOf(states.values()));
    }

    @Override
    public boolean intend(long epoch, Replica replica, FleetBounds bounds) {
        fence(epoch);
        if (replica.id().number() < nextNumber(replica.id().deployment())) {
            throw new IllegalStateException("number is taken: " + replica.id());
        }
        if (!Bounds.permits(replica, replicas.values(), bounds)) {
            return false;
        }
        numbers.put(replica.id().deployment(), replica.id().number());
        replicas.put(replica.id(), replica);
        return true;
    }

    @Override
    public void save(long epoch, Replica replica) {
        fence(epoch);
        Replica known = replicas.get(replica.id());
        if (known == null) {
            throw new IllegalStateException("not there: " + replica.id());
        }
        if (replica.state().compareTo(known.state()) < 0) {
            throw new IllegalStateException(
                    "%s went back from %s to %s".formatted(replica.id(), known.state(), replica.state()));
        }
        replicas.put(replica.id(), FleetExamples.withHost(replica, known.host()));
    }

    @Override
    public void save(long epoch, FleetState state) {
        fence(epoch);
        states.put(state.deployment(), state);
    }

    @Override
    public int nextNumber(String deployment) {
        return numbers.getOrDefault(deployment, 0) + 1;
    }

    @Override
    public boolean report(HostReport report, Instant now) {
        Replica known = replicas.get(report.replica());
        if (known == null || !known.state().isLive()) {
            return false;
        }
        Lease lease = known.lease();
        if (lease != null && !lease.id().equals(report.leaseId())) {
            return false;
        }
        replicas.put(known.id(), FleetExamples.withHost(known, known.host().with(report, now)));
        return true;
    }

    @Override
    public void avoid(long epoch, Collection<AvoidedOffer> offers) {
        fence(epoch);
        offers.forEach(
                each -> avoided.merge(each.offer(), each.until(), (one, other) -> other.isAfter(one) ? other : one));
    }

    @Override
    public Map<Offer, Instant> avoided(Instant now) {
        Map<Offer, Instant> still = new HashMap<>(avoided);
        still.values().removeIf(until -> !until.isAfter(now));
        return still;
    }

    @Override
    public void savePrices(long epoch, Collection<PriceQuote> quotes) {
        fence(epoch);
    }

    @Override
    public List<PriceQuote> prices() {
        return List.of();
    }

    @Override
    public void saveLoads(String router, Map<String, LoadSample> loads, Instant at) {}

    @Override
    public Map<String, LoadSample> loads(Instant since) {
        return Map.of();
    }

    @Override
    public int forget(long epoch, Instant before, Duration olderLoads) {
        fence(epoch);
        List<ReplicaId> old = new ArrayList<>();
        for (Replica replica : replicas.values()) {
            Instant endedAt = replica.endedAt();
            if (endedAt != null && endedAt.isBefore(before)) {
                old.add(replica.id());
            }
        }
        old.forEach(replicas::remove);
        return old.size();
    }

    private void fence(long epoch) {
        if (epoch != present) {
            refusedWrites++;
            throw new StaleEpochException(epoch, present);
        }
        if (epoch < lastWriter) {
            throw new IllegalStateException("an older leader wrote after a newer one");
        }
        lastWriter = epoch;
    }
}
