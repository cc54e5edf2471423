package io.skipjack.domain.deployment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream takes before it refuses, so that a request it would refuse is not sent there.
 *
 * @param requests it takes in any {@code window}; 0 for no such limit
 * @param window over which requests are counted; positive when there is such a limit
 * @param inFlight requests it takes at once; 0 for no such limit
 * @param maxBodyBytes of one request; 0 for no such limit
 * @param maxRequestTime after which it gives a request up; null for no such limit
 */
public record UpstreamLimits(
        int requests,
        Duration window,
        int inFlight,
        long maxBodyBytes,
        @Nullable Duration maxRequestTime) {
    public static final UpstreamLimits NONE = new UpstreamLimits(0, Duration.ZERO, 0, 0, null);

    public UpstreamLimits {
        if (requests < 0 || inFlight < 0 || maxBodyBytes < 0 || (requests > 0 && !window.isPositive())) {
            throw new IllegalArgumentException(
                    "limits of an upstream must not be negative, and requests need a window");
        }
        if (maxRequestTime != null && !maxRequestTime.isPositive()) {
            throw new IllegalArgumentException("the longest time of a request must be positive");
        }
    }
}
