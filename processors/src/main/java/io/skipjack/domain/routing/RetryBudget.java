package io.skipjack.domain.routing;

/**
 * How many retries may be under way at once: fewer than {@code max(least, percent of the active requests)}. Envoy's
 * retry budget: a share of the traffic rather than a number per request, so that retries cannot multiply the load just
 * when everything fails, yet a lone request may still be retried.
 *
 * @param least retries always allowed at once, 0 or more; 3 by default
 * @param percent share of the active requests, 0 to 100; 20 by default
 */
public record RetryBudget(int least, int percent) {
    public static final RetryBudget DEFAULT = new RetryBudget(3, 20);

    public RetryBudget {
        if (least < 0 || percent < 0 || percent > 100) {
            throw new IllegalArgumentException(
                    "retry budget needs least >= 0 and percent 0 to 100, was %d and %d".formatted(least, percent));
        }
    }

    /**
     * Whether one more retry may start.
     *
     * @param active requests under way, those retrying included
     * @param retrying requests on their second or later leg
     */
    public boolean mayRetry(int active, int retrying) {
        return retrying < most(active);
    }

    /** How many retries may be under way at once, with so many requests. */
    public long most(int active) {
        return Math.max(least, (long) active * percent / 100);
    }
}
