package io.skipjack.domain.resume;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an upstream goes, and by when nothing may run on it any more. What cannot end by then moves; see {@link HandOver}.
 *
 * @param since when that was learned
 * @param by when whatever still runs on it is cut; null when nobody hurries, such as in an operator's drain
 * @param margin how long before that the last move shall be over, since clocks differ and providers are early; 10 s by
 *     default, or a quarter of the notice where that is shorter
 * @param atOnce moves under way at once while time allows, per upstream and router, 1 or more; 8 by default. Each costs the
 *     others a prompt to be read, all together
 */
public record Departure(Instant since, @Nullable Instant by, Duration margin, int atOnce) {
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private static final int SHARE_OF_NOTICE = 4;
    private static final int AT_ONCE = 8;

    public Departure {
        if (margin.isNegative() || atOnce < 1) {
            throw new IllegalArgumentException("a departure needs a margin of 0 or more and a move at once");
        }
    }

    /** With the default margin and number of moves. */
    public static Departure of(Instant since, @Nullable Instant by) {
        return new Departure(since, by, by == null ? MARGIN : margin(Duration.between(since, by)), AT_ONCE);
    }

    private static Duration margin(Duration notice) {
        if (notice.isNegative()) {
            return Duration.ZERO;
        }
        Duration share = notice.dividedBy(SHARE_OF_NOTICE);
        return share.compareTo(MARGIN) < 0 ? share : MARGIN;
    }
}
