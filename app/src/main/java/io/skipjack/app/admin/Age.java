package io.skipjack.app.admin;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, for who reads the status. */
final class Age {
    private Age() {}

    /** Never below 0: a clock may have been set back. */
    static long seconds(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds());
    }
}
