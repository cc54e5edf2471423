package io.skipjack.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the log somebody wants.
 *
 * @param after only events of a greater number, the oldest of them first; null for the newest there are
 * @param since only events noted then or later; null for any
 * @param limit at most so many, 1 to {@value #MOST}
 */
public record EventQuery(@Nullable Long after, @Nullable Instant since, EventFilter filter, int limit) {
    public static final int MOST = 1000;

    /** What follows a place in the log. */
    public static EventQuery after(long seq, EventFilter filter, int limit) {
        return new EventQuery(seq, null, filter, limit);
    }
}
