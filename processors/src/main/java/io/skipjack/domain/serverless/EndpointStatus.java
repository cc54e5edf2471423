package io.skipjack.domain.serverless;

import io.skipjack.domain.market.PriceQuote;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as operators see it.
 *
 * @param record what we know of it: provider, state, GPU, phase, workers, reason
 * @param price of one worker per hour; null when none is known
 * @param coldStart as measured; null when it never was
 */
public record EndpointStatus(
        EndpointRecord record,
        @Nullable PriceQuote price,
        @Nullable ColdStart coldStart) {
    /** The provider's phase, or {@code unknown} before the first look. */
    public String phase() {
        return record.sight() == null ? "unknown" : record.sight().phase().label();
    }

    /** Workers that run or start; 0 before the first look. */
    public int workers() {
        return record.sight() == null ? 0 : record.sight().workers();
    }
}
