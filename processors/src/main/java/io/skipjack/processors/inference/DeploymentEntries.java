package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.routing.BodyBound;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one deployment, by tier, and the signal its waiting requests listen to.
 *
 * @param mostBodyBytes beyond which no upstream could ever take a request: {@link BodyBound}
 */
record DeploymentEntries(Deployment deployment, Map<Tier, TierEntries> tiers, RoomSignal signal, long mostBodyBytes) {

    /**
     * Entries for a deployment; what the previous ones knew of unchanged upstreams is kept, and so are its waiters.
     *
     * @param first told of room before them
     */
    static DeploymentEntries of(Deployment deployment, @Nullable DeploymentEntries previous, Runnable first) {
        RoomSignal signal = previous == null ? new RoomSignal(first) : previous.signal;
        Map<Tier, TierEntries> tiers = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            TierSpec spec = deployment.tier(tier);
            if (spec != null) {
                var place = new UpstreamEntry.DeploymentTier(deployment.name(), tier, signal);
                tiers.put(tier, TierEntries.of(place, spec, previous == null ? null : previous.tiers.get(tier)));
            }
        }
        return new DeploymentEntries(deployment, tiers, signal, BodyBound.of(deployment));
    }

    @Nullable
    UpstreamEntry entry(String id) {
        for (TierEntries tier : tiers.values()) {
            UpstreamEntry entry = tier.entry(id);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** When the first upstream comes back by time alone, its back-off or ejection over; null for none. */
    @Nullable
    Instant nextReturn(Instant now) {
        @Nullable Instant next = null;
        for (TierEntries tier : tiers.values()) {
            for (UpstreamEntry entry : tier.entries()) {
                Instant at = entry.health().returnsAt(now);
                if (at != null && (next == null || at.isBefore(next))) {
                    next = at;
                }
            }
        }
        return next;
    }

    /** When the first upstream's request window opens again; null for none that is full. */
    @Nullable
    Instant nextOpening(Instant now) {
        @Nullable Instant next = null;
        for (TierEntries tier : tiers.values()) {
            for (UpstreamEntry entry : tier.entries()) {
                Instant at = entry.opensAt(now);
                if (at != null && (next == null || at.isBefore(next))) {
                    next = at;
                }
            }
        }
        return next;
    }

    /**
     * Waits until looking for room is worth while: see {@link UpstreamRegistry#awaitRoom}.
     *
     * @return false when {@code atMost} has passed without any sign
     */
    boolean await(long seen, Instant now, Duration atMost) throws InterruptedException {
        Instant back = nextReturn(now);
        boolean sooner = back != null && back.isBefore(now.plus(atMost));
        Duration longest = sooner ? Duration.between(now, back) : atMost;
        Instant opening = nextOpening(now);
        boolean changed = opening == null
                ? signal.await(seen, longest)
                : signal.await(seen, longest, Duration.between(now, opening));
        return changed || sooner;
    }
}
