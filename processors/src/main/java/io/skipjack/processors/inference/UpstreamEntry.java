package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.Upstream;
import io.skipjack.domain.routing.UpstreamHealth;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
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
    private volatile @Nullable RequestGate gate;
    private volatile @Nullable Upstream latest;
    private volatile TokenIds tokenIds = TokenIds.UNTRIED;
    private volatile @Nullable Leaving leaving;
    private final AtomicReference<@Nullable Long> failedNanos = new AtomicReference<>();

    UpstreamEntry(DeploymentTier place, UpstreamSpec spec, int maxInFlight) {
        this.deployment = place.deployment();
        this.tier = place.tier();
        this.signal = place.signal();
        this.uri = spec.uri();
        this.spec = spec;
        configure(spec, maxInFlight);
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

    /** The tier's limit or the provider's, whichever is lower. */
    public int maxInFlight() {
        return maxInFlight;
    }

    public UpstreamHealth health() {
        return Objects.requireNonNull(health.get());
    }

    /** Whether a leg that began then fails by something else than the latest one that did; it is the latest then. */
    boolean failsAnew(long begunNanos, long nowNanos) {
        Long last = failedNanos.get();
        return (last == null || begunNanos - last > 0) && failedNanos.compareAndSet(last, nowNanos);
    }

    /** Whether it can be asked for token ids. */
    TokenIds tokenIds() {
        return tokenIds;
    }

    /** Learns it. */
    void tokenIds(TokenIds seen) {
        if (tokenIds != seen) {
            tokenIds = seen;
        }
    }

    /** Its departure, while it is told to go; null while it stays. A volatile read, for an answer's every event. */
    public @Nullable Leaving leaving() {
        return leaving;
    }

    /** It goes, by then if that is known; of several times the soonest counts. */
    synchronized void leave(@Nullable Instant by, InstantSource instants) {
        Leaving known = leaving;
        if (known == null) {
            leaving = new Leaving(by, inFlight::get, instants);
        } else {
            known.by(by);
        }
    }

    synchronized void stay() {
        leaving = null;
    }

    void configure(UpstreamSpec newSpec, int tierMaxInFlight) {
        UpstreamLimits limits = newSpec.limits();
        spec = newSpec;
        maxInFlight = limits.inFlight() == 0 ? tierMaxInFlight : Math.min(tierMaxInFlight, limits.inFlight());
        gate = RequestGate.of(limits, gate);
    }

    /** Null when it has no room: the pool that was decided on may be older than other requests. */
    @Nullable
    Slot acquire(InstantSource instants) {
        RequestGate limited = gate;
        int current = inFlight.get();
        while (current < maxInFlight) {
            if (inFlight.compareAndSet(current, current + 1)) {
                return limited == null ? new Slot(this, null) : counted(limited, instants.instant());
            }
            current = inFlight.get();
        }
        return null;
    }

    private @Nullable Slot counted(RequestGate limited, Instant now) {
        if (!limited.take(now)) {
            inFlight.decrementAndGet();
            return null;
        }
        // of those that wait for it to open one is woken by time, and each that gets through wakes the next
        signal.wakeOne();
        return new Slot(this, limited);
    }

    void release() {
        inFlight.decrementAndGet();
        signal.wakeOne();
    }

    /** When its request window opens again; null while it is open. */
    @Nullable
    Instant opensAt(Instant now) {
        RequestGate limited = gate;
        return limited == null ? null : limited.opensAt(now);
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
    Upstream look(boolean ready, double weight, Instant now) {
        RequestGate limited = gate;
        String id = spec.id();
        int open = inFlight.get();
        int most = limited == null || limited.isOpen(now) ? maxInFlight : 0;
        long body = spec.limits().maxBodyBytes();
        Upstream last = latest;
        if (last != null
                && last.inFlight() == open
                && last.maxInFlight() == most
                && last.weight() == weight
                && last.ready() == ready
                && last.maxBodyBytes() == body
                && last.id().equals(id)) {
            return last;
        }
        Upstream changed = new Upstream(id, tier, uri, open, most, weight, ready, body);
        latest = changed;
        return changed;
    }
}
