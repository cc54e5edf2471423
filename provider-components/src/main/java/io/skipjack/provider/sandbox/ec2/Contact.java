package io.skipjack.provider.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after an instance, reckoned from the answers its host agent got. Owned is the time up to {@code patience}
 * (three heartbeats) after a router answered 200; what lies beyond, up to the next such answer or the end, is unowned. An
 * instance that never got an answer is never owned, from {@code patience} after it should have booted. Guarded by the
 * cloud's lock.
 */
final class Contact {
    private final Instant due;
    private final Duration patience;
    private Duration unowned = Duration.ZERO;
    private Duration neverOwned = Duration.ZERO;
    private @Nullable Instant last;

    /**
     * @param due when the first contact should have been made
     * @param patience three heartbeats
     */
    Contact(Instant due, Duration patience) {
        this.due = due;
        this.patience = patience;
    }

    /** A router said: it is mine. */
    void made(Instant now) {
        if (last == null) {
            neverOwned = since(due, now);
        } else {
            unowned = unowned.plus(since(last.plus(patience), now));
        }
        last = now;
    }

    @Nullable
    Instant last() {
        return last;
    }

    /** Time without an owner after it had one. */
    Duration unowned(Instant until) {
        return last == null ? unowned : unowned.plus(since(last.plus(patience), until));
    }

    /** Time before it ever had one, beyond what booting takes. */
    Duration neverOwned(Instant until) {
        return last == null ? since(due, until) : neverOwned;
    }

    private static Duration since(Instant from, Instant until) {
        return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
    }
}
