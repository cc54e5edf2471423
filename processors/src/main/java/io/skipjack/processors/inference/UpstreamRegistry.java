package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.routing.BodyBound;
import io.skipjack.domain.routing.Ejection;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.LatencyOutliers;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.ProbeResult;
import io.skipjack.domain.routing.RoutingPolicies;
import io.skipjack.domain.routing.RoutingPolicy;
import io.skipjack.domain.routing.UpstreamHealth;
import io.skipjack.domain.routing.UpstreamPool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What this router knows of all upstreams: the mutable place between the pure decisions and the requests.
 *
 * <p>A request's way: read {@link #version}, take the {@link #pool}, let the {@link #routingPolicy} decide, take the
 * {@link #entry} and {@link #acquire} a slot (none: someone was faster, decide again); at the end {@link #record} the
 * leg and close the slot. Found no room in any tier: {@link #awaitRoom} with the version read, and again.
 *
 * <p>Safe for use by many threads; reading takes no lock. {@code now} arguments should come from {@link #now}, whose
 * source ought to be one that is never set back ({@link MonotonicInstants}).
 */
public final class UpstreamRegistry {
    private static final long UNKNOWN = -1;

    private final HealthPolicy policy;
    private final InstantSource instants;
    private final RoomSignal newcomers = new RoomSignal();
    private volatile Map<String, DeploymentEntries> deployments = Map.of();
    private volatile Consumer<String> whenRoomFreed = deployment -> {};

    public UpstreamRegistry(HealthPolicy policy, InstantSource instants) {
        this.policy = policy;
        this.instants = instants;
    }

    /** The present, for the {@code now} arguments. */
    public Instant now() {
        return instants.instant();
    }

    /**
     * Takes on exactly these deployments. An upstream with the same deployment, tier and URL as before keeps its
     * health and its requests in flight; requests on one that is gone may finish.
     *
     * @throws IllegalArgumentException if two have the same name or one names an unknown routing policy; nothing has
     *     changed then
     */
    public synchronized void replaceAll(Collection<Deployment> wanted) {
        requireValid(wanted);
        Map<String, DeploymentEntries> before = deployments;
        Map<String, DeploymentEntries> after = new HashMap<>();
        for (Deployment deployment : wanted) {
            after.put(deployment.name(), entriesOf(deployment, before.get(deployment.name())));
        }
        deployments = Map.copyOf(after);
        before.values().forEach(entries -> entries.signal().wakeAll());
        newcomers.wakeAll();
    }

    private DeploymentEntries entriesOf(Deployment deployment, @Nullable DeploymentEntries before) {
        return DeploymentEntries.of(deployment, before, () -> whenRoomFreed.accept(deployment.name()));
    }

    /** All deployments, in no particular order. */
    public List<Deployment> deployments() {
        return deployments.values().stream().map(DeploymentEntries::deployment).toList();
    }

    /** The deployment with this name; null for none. */
    public @Nullable Deployment deployment(String name) {
        DeploymentEntries entries = deployments.get(name);
        return entries == null ? null : entries.deployment();
    }

    /** All entries of a tier, in the order of its spec; empty for an unknown deployment or tier. */
    public List<UpstreamEntry> entries(String deployment, Tier tier) {
        TierEntries entries = tier(deployment, tier);
        return entries == null ? List.of() : entries.entries();
    }

    /** The entry of an upstream that was chosen from a pool; null when the configuration has dropped it since. */
    public @Nullable UpstreamEntry entry(String deployment, Tier tier, String upstreamId) {
        TierEntries entries = tier(deployment, tier);
        return entries == null ? null : entries.entry(upstreamId);
    }

    /** The tier as a routing policy sees it; empty for an unknown deployment or tier. */
    public UpstreamPool pool(String deployment, Tier tier, Instant now) {
        TierEntries entries = tier(deployment, tier);
        return entries == null ? new UpstreamPool(List.of(), now) : entries.pool(policy, now);
    }

    /** The policy the tier's spec names; the default one for an unknown deployment or tier. */
    public RoutingPolicy routingPolicy(String deployment, Tier tier) {
        TierEntries entries = tier(deployment, tier);
        return entries == null ? RoutingPolicies.DEFAULT : entries.routingPolicy();
    }

    /** The next number for {@link io.skipjack.domain.routing.InferenceFacts#sequence}; one per decision. */
    public long nextSequence(String deployment, Tier tier) {
        TierEntries entries = tier(deployment, tier);
        return entries == null ? 0 : entries.nextSequence();
    }

    /** The right to send one request there, to be closed when the leg has ended; null when it has no room any more. */
    public @Nullable Slot acquire(UpstreamEntry entry) {
        return entry.acquire(instants);
    }

    /**
     * Notes the time to first token as soon as it came, which for a long stream is long before the leg ends; the leg's
     * report then carries none.
     */
    public void firstToken(UpstreamEntry entry, Duration ttft, Instant now) {
        update(entry, now, health -> health.afterFirstToken(ttft, now));
        ejectIfOutlier(entry, now);
    }

    /** Notes how a leg ended. */
    public void record(UpstreamEntry entry, LegReport leg, Instant now) {
        update(entry, now, health -> health.afterLeg(leg, now, policy.ejection()));
        if (leg.ttft() != null) {
            ejectIfOutlier(entry, now);
        }
    }

    /** Notes what a probe found. */
    public void probed(UpstreamEntry entry, ProbeResult result, Instant now) {
        update(entry, now, health -> health.afterProbe(result, now, policy));
    }

    /** An operator vouches for an upstream: ready now, draining and ejection over. False when there is none such. */
    public boolean setReady(String deployment, String upstreamId) {
        UpstreamEntry entry = entry(deployment, upstreamId);
        if (entry == null) {
            return false;
        }
        Instant now = now();
        entry.stay();
        update(entry, now, health -> health.vouchedFor(now));
        return true;
    }

    /** An operator wants no new requests on an upstream until {@link #setReady}. False when there is none such. */
    public boolean setDraining(String deployment, String upstreamId) {
        return setDraining(deployment, upstreamId, null);
    }

    /**
     * The same for an upstream that goes: what cannot end in time moves elsewhere. Of several times the soonest counts.
     *
     * @param by when what runs on it is cut, by {@link #now}'s clock; null for no such time
     */
    public boolean setDraining(String deployment, String upstreamId, @Nullable Instant by) {
        UpstreamEntry entry = entry(deployment, upstreamId);
        if (entry == null) {
            return false;
        }
        update(entry, now(), UpstreamHealth::drained);
        entry.leave(by, instants);
        return true;
    }

    /** Another router has ejected an upstream until then: it is left alone here as well. False when there is none such. */
    public boolean leaveAlone(String deployment, String upstreamId, Instant until) {
        UpstreamEntry entry = entry(deployment, upstreamId);
        if (entry == null) {
            return false;
        }
        Instant now = now();
        update(entry, now, health -> health.leftAlone(until, now, policy.ejection()));
        return true;
    }

    /** Bytes of a body beyond which none of the deployment's upstreams could ever take it; {@link BodyBound#NONE} for any. */
    public long mostBodyBytes(String deployment) {
        DeploymentEntries entries = deployments.get(deployment);
        return entries == null ? BodyBound.NONE : entries.mostBodyBytes();
    }

    /** To be read before looking for room; counts up with each change that may give room in the deployment. */
    public long version(String deployment) {
        DeploymentEntries entries = deployments.get(deployment);
        return entries == null ? UNKNOWN : entries.signal().version();
    }

    /**
     * Waits until looking for room again is worth while: something changed since the version was read, a back-off or
     * ejection is over, or a request window has opened. Blocks, so only for virtual threads. A request for which one freed place was meant and that
     * leaves instead of taking it costs the next waiter at most its own {@code atMost}.
     *
     * @param atMost how long, such as until the next heartbeat or the deadline
     * @return false when the time has passed without any of it
     */
    public boolean awaitRoom(String deployment, long seenVersion, Duration atMost) throws InterruptedException {
        DeploymentEntries entries = deployments.get(deployment);
        if (entries
                == null) { // gone since it was looked at: a change; never there: nothing to come but a configuration
            return seenVersion != UNKNOWN || newcomers.await(newcomers.version(), atMost);
        }
        return entries.await(seenVersion, now(), atMost);
    }

    /** Told, on any thread, of each deployment in which there may be room again; one listener, which must not block. */
    void whenRoomFreed(Consumer<String> listener) {
        whenRoomFreed = listener;
    }

    /** Room in the deployment is for answers that have lost their upstream, or not any more: requests stand back. */
    void promise(String deployment, boolean toLostAnswers) {
        DeploymentEntries entries = deployments.get(deployment);
        if (entries != null) {
            entries.signal().promise(toLostAnswers);
        }
    }

    /** Whether a request is to stand back for answers that have lost their upstream. */
    boolean isPromised(String deployment) {
        DeploymentEntries entries = deployments.get(deployment);
        return entries != null && entries.signal().isPromised();
    }

    /** Whether the deployment has an upstream besides these that takes requests, or would if it were not full. */
    boolean isReadyBeyond(String deployment, Set<String> upstreamIds) {
        Instant now = now();
        return Arrays.stream(Tier.values())
                .flatMap(tier -> pool(deployment, tier, now).upstreams().stream())
                .anyMatch(upstream -> upstream.ready() && !upstreamIds.contains(upstream.id()));
    }

    /** One request that waits may look again, for a reason other than a freed place. */
    void roomFreed(String deployment) {
        DeploymentEntries entries = deployments.get(deployment);
        if (entries != null) {
            entries.signal().wakeOne();
        }
    }

    private @Nullable TierEntries tier(String deployment, Tier tier) {
        DeploymentEntries entries = deployments.get(deployment);
        return entries == null ? null : entries.tiers().get(tier);
    }

    private void ejectIfOutlier(UpstreamEntry entry, Instant now) {
        TierEntries tier = tier(entry.deployment(), entry.tier());
        int index = tier == null ? -1 : tier.entries().indexOf(entry);
        boolean enough = entry.health().ttft().samples() >= policy.ejection().minLatencySamples();
        if (tier != null
                && index >= 0
                && enough
                && entry.latencyCheckDue(now.toEpochMilli())
                && LatencyOutliers.isOutlier(index, tier.healths(), policy.ejection())) {
            update(entry, now, health -> health.ejected(Ejection.Cause.LATENCY, now, policy.ejection()));
        }
    }

    private @Nullable UpstreamEntry entry(String deployment, String upstreamId) {
        DeploymentEntries entries = deployments.get(deployment);
        return entries == null ? null : entries.entry(upstreamId);
    }

    private static void update(UpstreamEntry entry, Instant now, UnaryOperator<UpstreamHealth> transition) {
        HealthChange change = entry.update(transition);
        change.log(entry, now);
        if (change.opensUp(now)) {
            entry.wakeAll();
        }
    }

    /** All of it before anything is changed: entries are shared with the configuration still in use. */
    private static void requireValid(Collection<Deployment> wanted) {
        Set<String> names = new HashSet<>();
        for (Deployment deployment : wanted) {
            if (!names.add(deployment.name())) {
                throw new IllegalArgumentException("two deployments are named '%s'".formatted(deployment.name()));
            }
            for (Tier tier : Tier.values()) {
                TierSpec spec = deployment.tier(tier);
                if (spec != null) {
                    RoutingPolicies.named(spec.routingPolicy());
                }
            }
        }
    }
}
