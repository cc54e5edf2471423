package io.skipjack.app.webhooks;

import io.skipjack.domain.fleet.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a webhook that does not take an event is told again: pauses that double.
 *
 * @param first pause
 * @param longest pause, also where it asks for a longer one itself
 * @param tries in all, the first included; then the event is given up
 * @param freshness older events are not told at all: who comes back after days wants no old alarms
 */
record Retrying(Duration first, Duration longest, int tries, Duration freshness) {
    /** About half an hour. */
    static final Retrying USUAL = new Retrying(Duration.ofSeconds(1), Duration.ofMinutes(5), 13, Duration.ofHours(24));

    /**
     * @param failures tries that failed, 1 or more
     * @param asked by the webhook; null for nothing
     */
    Duration pause(int failures, @Nullable Duration asked) {
        Duration pause = Backoff.pause(first, longest, failures);
        Duration wanted = asked != null && asked.compareTo(pause) > 0 ? asked : pause;
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
