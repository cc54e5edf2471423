package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one deployment, by tier, and the signal its waiting requests listen to. */
record DeploymentEntries(Deployment deployment, Map<Tier, TierEntries> tiers, RoomSignal signal) {

    /** Entries for a deployment; what the previous ones knew of unchanged upstreams is kept, and so are its waiters. */
    static DeploymentEntries of(Deployment deployment, @Nullable DeploymentEntries previous) {
        RoomSignal signal = previous == null ? new RoomSignal() : previous.signal;
        Map<Tier, TierEntries> tiers = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            TierSpec spec = deployment.tier(tier);
            if (spec != null) {
                var place = new UpstreamEntry.DeploymentTier(deployment.name(), tier, signal);
                tiers.put(tier, TierEntries.of(place, spec, previous == null ? null : previous.tiers.get(tier)));
            }
        }
        return new DeploymentEntries(deployment, tiers, signal);
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
}
