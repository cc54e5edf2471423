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

    /** Seconds form only; the date form is taken as absent. */
    static @Nullable Duration retryAfter(HttpHeaders headers) {
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (value == null
                || value.isEmpty()
                || value.length() > 6
                || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Integer.parseInt(value));
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }
}
