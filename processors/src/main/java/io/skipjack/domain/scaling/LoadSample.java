package io.skipjack.domain.scaling;

import java.time.Duration;

/**
 * The load of one deployment, summed over all routers and both tiers.
 *
 * @param requestsPerSecond arrivals over the window, at least 0
 * @param inFlight requests being answered now, mean over the last seconds
 * @param waiting requests held because nobody can answer yet
 * @param window over which the arrivals were counted
 */
public record LoadSample(double requestsPerSecond, double inFlight, double waiting, Duration window) {
    public static final LoadSample NONE = new LoadSample(0, 0, 0, Duration.ofSeconds(60));

    public LoadSample {
        if (!(requestsPerSecond >= 0 && inFlight >= 0 && waiting >= 0)) {
            throw new IllegalArgumentException("a load cannot be negative");
        }
    }

    /** The loads that two routers see of one deployment. */
    public LoadSample plus(LoadSample other) {
        return new LoadSample(
                requestsPerSecond + other.requestsPerSecond,
                inFlight + other.inFlight,
                waiting + other.waiting,
                window.compareTo(other.window) < 0 ? window : other.window);
    }

    /** Whether anybody wants anything. */
    public boolean isIdle() {
        return requestsPerSecond == 0 && inFlight == 0 && waiting == 0;
    }
}
