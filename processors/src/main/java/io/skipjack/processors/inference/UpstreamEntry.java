package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamHealth;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the router keeps of one upstream: its spec, its requests in flight and its health. One entry stands for one URL
 * for as long as its deployment names it, whatever else of the spec changes. Changed only by {@link UpstreamRegistry};
 * reading takes no lock.
 */
public final class UpstreamEntry {
    private final String deployment;
    private final Tier tier;
    private final URI uri;
    private final RoomSignal signal;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<UpstreamHealth> health;
    private final AtomicLong latencyCheckedMillis = new AtomicLong();
    private volatile UpstreamSpec spec;
    private volatile int maxInFlight;
    private volatile @Nullable Upstream latest;

    UpstreamEntry(DeploymentTier place, UpstreamSpec spec, int maxInFlight) {
        this.deployment = place.deployment();
        this.tier = place.tier();
        this.signal = place.signal();
        this.uri = spec.uri();
        this.spec = spec;
        this.maxInFlight = maxInFlight;
        this.health = new AtomicReference<>(tier == Tier.SPOT ? UpstreamHealth.UNPROBED : UpstreamHealth.ASSUMED_READY);
    }

    /** Where an entry belongs, and whom to wake when it has room. */
    record DeploymentTier(String deployment, Tier tier, RoomSignal signal) {}

    /** The name of its deployment. */
    public String deployment() {
        return deployment;
    }

    public Tier tier() {
        return tier;
    }

    /** Unique within its deployment. */
    public String id() {
        return spec.id();
    }

    public URI uri() {
        return uri;
    }

    /** As last configured. */
    public UpstreamSpec spec() {
        return spec;
    }

    /** Requests this router has open on it now, 0 or more. */
    public int inFlight() {
        return inFlight.get();
    }

    public int maxInFlight() {
        return maxInFlight;
    }

    public UpstreamHealth health() {
        return Objects.requireNonNull(health.get());
    }

    void configure(UpstreamSpec newSpec, int newMaxInFlight) {
        spec = newSpec;
        maxInFlight = newMaxInFlight;
    }

    /** Null when it has no room: the pool that was decided on may be older than other requests. */
    @Nullable
    Slot acquire() {
        int current = inFlight.get();
        while (current < maxInFlight) {
            if (inFlight.compareAndSet(current, current + 1)) {
                return new Slot(this);
            }
            current = inFlight.get();
        }
        return null;
    }

    void release() {
        inFlight.decrementAndGet();
        signal.wakeOne();
    }

    /** Applies a transition, perhaps more than once; returns the health it was applied to. */
    HealthChange update(UnaryOperator<UpstreamHealth> transition) {
        while (true) {
            UpstreamHealth before = health();
            UpstreamHealth after = transition.apply(before);
            if (health.compareAndSet(before, after)) {
                return new HealthChange(before, after);
            }
        }
    }

    void wakeAll() {
        signal.wakeAll();
    }

    /** True once a second at most, so that comparing it with its peers stays cheap under load. */
    boolean latencyCheckDue(long nowMillis) {
        long last = latencyCheckedMillis.get();
        return nowMillis - last >= 1_000 && latencyCheckedMillis.compareAndSet(last, nowMillis);
    }

    /** How it looks to a routing policy; the same object as before while nothing of it changed. */
    Upstream look(boolean ready, double weight) {
        String id = spec.id();
        int open = inFlight.get();
        int most = maxInFlight;
        Upstream last = latest;
        if (last != null
                && last.inFlight() == open
                && last.maxInFlight() == most
                && last.weight() == weight
                && last.ready() == ready
                && last.id().equals(id)) {
            return last;
        }
        Upstream now = new Upstream(id, tier, uri, open, most, weight, ready);
        latest = now;
        return now;
    }
}
