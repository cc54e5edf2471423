package io.skipjack.domain.deployment;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.GpuNeed;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the router launches and ends by itself for a deployment's spot tier.
 *
 * @param gpu of each replica
 * @param engine how it is started
 * @param placement where
 * @param scaling how many
 * @param maxSurge replicas that may exist beyond {@code max_replicas} while they replace ones that are going, 0 to
 *     {@code max_replicas}; that many by default, so that a whole zone can be replaced before it is gone
 * @param baseOnDemandReplicas of the wanted ones, how many are bought on demand, 0 to {@code max_replicas}; 0 by default
 * @param onDemandFallbackAfter buys on demand once no spot could be had for so long; null (default) never does
 * @param maxHourlyCost what all replicas together may cost per hour at most; null (default) for no bound of its own
 */
public record FleetSpec(
        GpuNeed gpu,
        EngineSpec engine,
        Placement placement,
        ScalingPolicy scaling,
        int maxSurge,
        int baseOnDemandReplicas,
        @Nullable Duration onDemandFallbackAfter,
        @Nullable Money maxHourlyCost) {

    private static final Duration LONGEST_FALLBACK = Duration.ofHours(24);

    public FleetSpec {
        Words.requireRange("max_surge", maxSurge, 0, scaling.maxReplicas());
        Words.requireRange("base_ondemand_replicas", baseOnDemandReplicas, 0, scaling.maxReplicas());
        if (onDemandFallbackAfter != null
                && (onDemandFallbackAfter.isNegative() || onDemandFallbackAfter.compareTo(LONGEST_FALLBACK) > 0)) {
            throw new IllegalArgumentException("ondemand_fallback_after must be 0s to 24h");
        }
        if (maxHourlyCost != null && !maxHourlyCost.isMoreThan(Money.ZERO)) {
            throw new IllegalArgumentException("max_hourly_cost must be above 0 dollars");
        }
    }

    /** Replicas that may exist at once, whatever state they are in: nothing launches beyond it. */
    public int mostReplicas() {
        return scaling.maxReplicas() + maxSurge;
    }
}
