package io.skipjack.domain.scaling;

import java.time.Duration;

/**
 * How a deployment's fleet follows its load.
 *
 * @param metric what a replica's share is measured in; concurrency by default, because a long answer costs more than a
 *     short one and requests per second cannot tell
 * @param minReplicas kept without any load, 0 to 1000; 0 by default
 * @param maxReplicas never more than these serve, 1 to 1000, at least {@code minReplicas}; 5 by default
 * @param targetQps requests per second of one replica, above 0 to 100000; 10 by default (Tuna)
 * @param targetConcurrency requests open at once on one replica, above 0 to 100000; 32 by default
 * @param upscaleDelay how long more must be needed before more are launched, 0 to 1 h; 5 s by default (Tuna)
 * @param downscaleDelay how long fewer must do before one is drained, 0 to 24 h; 60 s by default (Tuna)
 */
public record ScalingPolicy(
        Metric metric,
        int minReplicas,
        int maxReplicas,
        double targetQps,
        double targetConcurrency,
        Duration upscaleDelay,
        Duration downscaleDelay) {

    public static final ScalingPolicy DEFAULT =
            new ScalingPolicy(Metric.CONCURRENCY, 0, 5, 10, 32, Duration.ofSeconds(5), Duration.ofSeconds(60));

    private static final int MOST_REPLICAS = 1_000;
    private static final double MOST_TARGET = 100_000;

    /** What a replica's share of the load is measured in. */
    public enum Metric {
        /** Open and waiting requests, against {@link #targetConcurrency}. */
        CONCURRENCY,
        /** Arrivals, against {@link #targetQps}: SkyServe's and Tuna's way. */
        QPS
    }

    public ScalingPolicy {
        requireRange("min_replicas", minReplicas, 0, MOST_REPLICAS);
        requireRange("max_replicas", maxReplicas, 1, MOST_REPLICAS);
        if (minReplicas > maxReplicas) {
            throw new IllegalArgumentException(
                    "min_replicas (%d) must not be above max_replicas (%d)".formatted(minReplicas, maxReplicas));
        }
        requireTarget("target_qps", targetQps);
        requireTarget("target_concurrency", targetConcurrency);
        requireDelay("upscale_delay", upscaleDelay, Duration.ofHours(1));
        requireDelay("downscale_delay", downscaleDelay, Duration.ofHours(24));
    }

    private static void requireRange(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d to %d, was %d".formatted(key, least, most, value));
        }
    }

    private static void requireTarget(String key, double value) {
        if (!(value > 0 && value <= MOST_TARGET)) {
            throw new IllegalArgumentException(
                    "%s must be above 0 and at most %.0f, was %s".formatted(key, MOST_TARGET, value));
        }
    }

    private static void requireDelay(String key, Duration value, Duration most) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("%s must be 0s to %ds, was %s".formatted(key, most.toSeconds(), value));
        }
    }
}
