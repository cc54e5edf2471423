package io.skipjack.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.LegOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an upstream's status code says of it. */
final class AnswerStatus {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
    /** A provider's windows are shorter than that, and one that is only throttled is not to be lost for long. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private static final int TOO_MANY_REQUESTS = 429;

    private AnswerStatus() {}

    /** The outcome when the status is no answer to hand on; null when it is one (2xx, or a 4xx that is the client's). */
    static @Nullable LegOutcome failure(int status, Tier tier) {
        boolean serverless = tier == Tier.SERVERLESS;
        return switch (status) {
            case 429 -> LegOutcome.BUSY;
            // a serverless endpoint without a worker answers so until one is up
            case 502, 504 -> serverless ? LegOutcome.COLD : LegOutcome.FAILED;
            case 503 -> serverless ? LegOutcome.COLD : LegOutcome.BUSY;
            // our own credential is refused, or our request took too long to arrive: not the client's doing
            case 401, 403, 407, 408 -> LegOutcome.FAILED;
            default -> status >= 500 || (status >= 300 && status < 400) ? LegOutcome.FAILED : null;
        };
    }

    /** How long it wants to be left alone, up to 1 minute after a 429 and 5 otherwise; the date form is taken as absent. */
    static @Nullable Duration retryAfter(int status, HttpHeaders headers) {
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (value == null
                || value.isEmpty()
                || value.length() > 6
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Integer.parseInt(value));
        Duration longest = status == TOO_MANY_REQUESTS ? LONGEST_REST : LONGEST_RETRY_AFTER;
        return asked.compareTo(longest) > 0 ? longest : asked;
    }
}
