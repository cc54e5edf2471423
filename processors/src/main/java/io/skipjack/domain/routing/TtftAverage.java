package io.skipjack.domain.routing;

import java.time.Duration;

/**
 * Exponentially weighted average of an upstream's time to first token: {@code new = old + 0.3 x (sample - old)}. About
 * the last six samples count, so a replica that turned slow shows within a few requests, and one long prompt does not
 * condemn it.
 *
 * @param seconds the average; meaningless while there are no samples
 * @param samples samples seen since the upstream became ready or was last ejected, 0 or more
 */
public record TtftAverage(double seconds, int samples) {
    public static final TtftAverage NONE = new TtftAverage(0, 0);

    private static final double SHARE_OF_NEWEST = 0.3;

    /** With one more sample; the first is taken as it is. */
    public TtftAverage plus(Duration ttft) {
        double sample = ttft.toNanos() / 1e9;
        if (samples == 0) {
            return new TtftAverage(sample, 1);
        }
        int counted = samples == Integer.MAX_VALUE ? samples : samples + 1;
        return new TtftAverage(seconds + SHARE_OF_NEWEST * (sample - seconds), counted);
    }
}
