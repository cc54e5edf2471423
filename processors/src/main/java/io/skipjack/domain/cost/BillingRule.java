package io.skipjack.domain.cost;

import java.time.Duration;

/**
 * How a provider rounds the time it charges for.
 *
 * @param granularity each begun stretch of this length is charged whole; above 0, such as 1 s or 60 s
 * @param minimum charged at least, 0 s or more
 */
public record BillingRule(Duration granularity, Duration minimum) {
    /** By the second, from the first on. */
    public static final BillingRule BY_SECOND = new BillingRule(Duration.ofSeconds(1), Duration.ZERO);

    public BillingRule {
        if (granularity.isNegative() || granularity.isZero() || minimum.isNegative()) {
            throw new IllegalArgumentException("a granularity is above 0, and a minimum not below it");
        }
    }

    /** The time that is charged for so much time; none for none. */
    public Duration billed(Duration used) {
        if (used.isZero() || used.isNegative()) {
            return Duration.ZERO;
        }
        Duration atLeast = used.compareTo(minimum) < 0 ? minimum : used;
        long begun = atLeast.minusNanos(1).dividedBy(granularity) + 1;
        return granularity.multipliedBy(begun);
    }
}
