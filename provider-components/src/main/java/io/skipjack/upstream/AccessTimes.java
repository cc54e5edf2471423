package io.skipjack.upstream;

import io.skipjack.domain.fleet.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token is fetched anew: 5 minutes before its end, as Google's and Amazon's clients do, or at half its time when that
 * is sooner; after a failure in 1 s, then 2, 4, up to a minute.
 */
final class AccessTimes {
    /** A refused token is fetched anew no more often than this: a wrong key would be refused for ever. */
    static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);

    private static final Duration LEAD = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private AccessTimes() {}

    /** @param until its end; null for never */
    static Instant renewal(@Nullable Instant until, Instant now) {
        if (until == null) {
            return Instant.MAX;
        }
        Duration half = Duration.between(now, until).dividedBy(2);
        return until.minus(half.compareTo(LEAD) < 0 ? half : LEAD);
    }

    /** @param failures in a row, 1 or more */
    static Instant retry(int failures, Instant now) {
        return now.plus(Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, failures));
    }
}
