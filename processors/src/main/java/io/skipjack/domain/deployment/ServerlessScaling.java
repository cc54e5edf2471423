package io.skipjack.domain.deployment;

import java.time.Duration;

/**
 * How a serverless endpoint is to scale: wishes to its provider, who does the scaling.
 *
 * @param concurrency requests one instance takes at once, 1 to 100000; 32 by default (Tuna)
 * @param scaledownWindow how long an idle instance stays, 0 to 24 h; 60 s by default (Tuna)
 * @param timeout of one request, 1 s to 24 h; 600 s by default (Tuna)
 * @param workersMin instances kept without load, 0 to 1000; 0 by default. Above 0 it is paid for around the clock
 * @param workersMax instances at most, 1 to 1000, at least {@code workersMin}; 1 by default
 * @param scalerValue what the provider's own scaler aims at, such as seconds in RunPod's queue, 1 to 100000; 4 by default
 */
public record ServerlessScaling(
        int concurrency, Duration scaledownWindow, Duration timeout, int workersMin, int workersMax, int scalerValue) {

    public static final ServerlessScaling DEFAULT =
            new ServerlessScaling(32, Duration.ofSeconds(60), Duration.ofSeconds(600), 0, 1, 4);

    private static final int MOST_WORKERS = 1_000;
    private static final int MOST = 100_000;

    public ServerlessScaling {
        Words.requireRange("concurrency", concurrency, 1, MOST);
        requireAtMostADay("scaledown_window", scaledownWindow, Duration.ZERO);
        requireAtMostADay("timeout", timeout, Duration.ofSeconds(1));
        Words.requireRange("workers_min", workersMin, 0, MOST_WORKERS);
        Words.requireRange("workers_max", workersMax, 1, MOST_WORKERS);
        if (workersMin > workersMax) {
            throw new IllegalArgumentException(
                    "workers_min (%d) must not be above workers_max (%d)".formatted(workersMin, workersMax));
        }
        Words.requireRange("scaler_value", scalerValue, 1, MOST);
    }

    private static void requireAtMostADay(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "%s must be %ds to 24h, was %dms".formatted(key, least.toSeconds(), value.toMillis()));
        }
    }
}
