package io.skipjack.domain.ledger;

import java.time.Duration;

/**
 * Requests and what they used.
 *
 * @param requests 0 or more
 * @param failed of those, how many were not answered whole
 * @param promptTokens as the engines counted them
 * @param completionTokens likewise
 * @param requestTime the sum of the times they took at an upstream; what costs are shared out by
 */
public record Tally(long requests, long failed, long promptTokens, long completionTokens, Duration requestTime) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, Duration.ZERO);

    public Tally plus(Tally other) {
        return new Tally(
                requests + other.requests,
                failed + other.failed,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                requestTime.plus(other.requestTime));
    }

    public long tokens() {
        return promptTokens + completionTokens;
    }
}
