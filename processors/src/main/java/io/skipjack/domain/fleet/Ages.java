package io.skipjack.domain.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * How long ago something was. What lies in the future was just now: two routers' clocks differ a little, and one that was
 * set back must not make anything older.
 */
public final class Ages {
    private Ages() {}

    public static Duration of(Instant since, Instant now) {
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    static boolean reached(Instant since, Duration age, Instant now) {
        return of(since, now).compareTo(age) >= 0;
    }

    /** {@code 90 s}, for reasons. */
    static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
