package io.skipjack.domain.routing;

import java.time.Duration;

/**
 * When and for how long a sick upstream is taken out, after Envoy's outlier detection. The n-th ejection in a row lasts
 * {@code min(max, base x 2^(n-1))}; Envoy multiplies by n, doubling reaches a useful length sooner for engines that
 * take minutes to restart.
 *
 * @param consecutiveFailures sick legs in a row that eject, 1 or more; 3 by default
 * @param base length of the first ejection, over 0; 10 s by default
 * @param max longest ejection, {@code base} to 1 day; 300 s by default
 * @param maxEjectedPercent share of a tier that may be out at once, 0 to 100, though one always may; 50 by default
 * @param latencyFactor an upstream this many times slower than its peers is sick, over 1; 10 by default
 * @param minLatencySamples samples needed, of it and of each peer, before latency counts, 1 or more; 3 by default
 */
public record EjectionPolicy(
        int consecutiveFailures,
        Duration base,
        Duration max,
        int maxEjectedPercent,
        double latencyFactor,
        int minLatencySamples) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int FORGIVEN_AFTER_BASES = 6;

    public static final EjectionPolicy DEFAULT =
            new EjectionPolicy(3, Duration.ofSeconds(10), Duration.ofMinutes(5), 50, 10, 3);

    public EjectionPolicy {
        require(consecutiveFailures >= 1, "consecutive failures must be 1 or more", consecutiveFailures);
        require(base.isPositive(), "base ejection time must be over 0", base);
        require(
                max.compareTo(base) >= 0 && max.compareTo(LONGEST) <= 0,
                "max ejection time must be base to 1 day",
                max);
        require(
                maxEjectedPercent >= 0 && maxEjectedPercent <= 100,
                "max ejected percent must be 0 to 100",
                maxEjectedPercent);
        require(latencyFactor > 1, "latency factor must be over 1", latencyFactor);
        require(minLatencySamples >= 1, "min latency samples must be 1 or more", minLatencySamples);
    }

    /** How long the n-th ejection in a row lasts, n from 1. */
    public Duration ejectionTime(int timesInRow) {
        int doublings = Math.min(timesInRow - 1, 30);
        Duration grown = base.multipliedBy(1L << doublings);
        return grown.compareTo(max) < 0 ? grown : max;
    }

    /**
     * Time in service that makes up for one earlier ejection: 6 x {@code base}, 1 min by default. Envoy forgives one
     * per 10 s; with that an upstream that fails every 15 s would never be out for longer than {@code base}.
     */
    public Duration forgivenAfter() {
        return base.multipliedBy(FORGIVEN_AFTER_BASES);
    }

    /** How many of a tier's upstreams may be out at once: {@code max(1, size x maxEjectedPercent / 100)}. */
    public int mayEject(int tierSize) {
        return (int) Math.max(1, (long) tierSize * maxEjectedPercent / 100);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }
}
