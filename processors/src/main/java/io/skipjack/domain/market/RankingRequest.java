package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one launch may ask for.
 *
 * @param need GPUs, the most wanted first
 * @param placement where
 * @param capacityType of all offers
 * @param zonesInUse the deployment's replicas that serve or will, by zone; zones with none may be left out
 * @param avoided offers that were refused or taken from us, with the instant until when they are left alone
 * @param rateLeft per hour, what the bounds on spending leave for this launch; null for no bound
 * @param capped whether each offer is to carry the most we would pay, so that a bound holds whatever the market does
 */
public record RankingRequest(
        GpuNeed need,
        Placement placement,
        CapacityType capacityType,
        Map<String, Integer> zonesInUse,
        Map<Offer, Instant> avoided,
        @Nullable Money rateLeft,
        boolean capped) {
    public RankingRequest {
        zonesInUse = Map.copyOf(zonesInUse);
        avoided = Map.copyOf(avoided);
    }
}
