package io.skipjack.domain.resume;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a running answer may still take. Most requests name no bound on their tokens, and nobody can tell when those
 * end.
 *
 * @param remainingTokens tokens it may still give at most, 0 or more; {@link #UNBOUNDED} when the request names no bound
 * @param perToken time from one token to the next, as observed on this answer; zero while fewer than two have come
 */
public record StreamOutlook(int remainingTokens, Duration perToken) {
    /** For {@link #remainingTokens}: as many as the engine likes. */
    public static final int UNBOUNDED = -1;

    /** Nothing is known of its end. */
    public static final StreamOutlook UNKNOWN = new StreamOutlook(UNBOUNDED, Duration.ZERO);

    public StreamOutlook {
        if (remainingTokens < UNBOUNDED || perToken.isNegative()) {
            throw new IllegalArgumentException("an outlook needs tokens and time per token of 0 or more");
        }
    }

    /**
     * After which it has ended, all but surely: its tokens at one and a half times the time observed, since an engine
     * slows down while it reads long prompts. Null when that cannot be told.
     */
    @Nullable
    Duration longest() {
        if (remainingTokens == 0) {
            return Duration.ZERO;
        }
        return remainingTokens == UNBOUNDED || perToken.isZero()
                ? null
                : perToken.multipliedBy(remainingTokens).multipliedBy(3).dividedBy(2);
    }
}
