package io.skipjack.domain.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets a fresh upstream warm up: its weight is {@code time since it became ready / window}, at least 0.1 and at most 1.
 * Linear, as in HAProxy's {@code slowstart} and Envoy's default; an engine that has just loaded its weights still
 * compiles kernels and has an empty prefix cache, and least in flight would send it everything at once.
 *
 * @param window time until full weight, 0 or more (0 turns slow start off); 30 s by default
 */
public record SlowStart(Duration window) {
    public static final SlowStart DEFAULT = new SlowStart(Duration.ofSeconds(30));

    private static final double FLOOR = 0.1;

    public SlowStart {
        if (window.isNegative()) {
            throw new IllegalArgumentException("slow start window must be 0 or more, was " + window);
        }
    }

    /** The weight at {@code now} of an upstream that became ready then; the floor when that is still to come. */
    public double weight(Instant readySince, Instant now) {
        long windowMillis = window.toMillis();
        long elapsed = now.toEpochMilli() - readySince.toEpochMilli();
        if (elapsed >= windowMillis) {
            return 1;
        }
        return Math.max(FLOOR, (double) elapsed / windowMillis);
    }
}
