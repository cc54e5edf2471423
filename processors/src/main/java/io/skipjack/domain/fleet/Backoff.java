package io.skipjack.domain.fleet;

import java.time.Duration;

/** The pause between tries of what keeps failing: doubled each time, up to a longest. */
public final class Backoff {
    private Backoff() {}

    /**
     * The pause after so many failures in a row.
     *
     * @param first after one failure
     * @param longest at most
     */
    public static Duration pause(Duration first, Duration longest, int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
