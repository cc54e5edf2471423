package io.skipjack.domain.serverless;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.PriceQuote;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider that could run a deployment; a row of what {@code deploy --explain} shows.
 *
 * @param provider its name
 * @param gpu it would run on
 * @param price of one worker; null when none is known
 * @param coldStart from nothing to an answer, measured by ourselves, else the provider's usual one
 * @param failures of it within the last hour
 * @param score what it counts as per hour, see {@link ServerlessRanking}; null without a price
 * @param reason why it stands where it stands, one sentence
 */
public record ServerlessCandidate(
        String provider,
        GpuChoice gpu,
        @Nullable PriceQuote price,
        Duration coldStart,
        int failures,
        @Nullable Money score,
        String reason) {}
