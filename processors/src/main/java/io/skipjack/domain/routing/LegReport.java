package io.skipjack.domain.routing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one finished leg says about its upstream.
 *
 * @param ttft time to the first token or byte of the answer; null when none came or it was recorded when it came
 * @param retryAfter how long a BUSY or COLD upstream asked to be left alone; null when it named no time
 */
public record LegReport(
        LegOutcome outcome,
        @Nullable Duration ttft,
        @Nullable Duration retryAfter) {
    /** A leg of which only the outcome matters. */
    public static LegReport of(LegOutcome outcome) {
        return new LegReport(outcome, null, null);
    }
}
