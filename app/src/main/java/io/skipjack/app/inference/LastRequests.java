package io.skipjack.app.inference;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the requests in work have ended, however short or long that takes, and says now and then how many are left. */
final class LastRequests {
    private static final Logger LOG = LoggerFactory.getLogger(LastRequests.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration WORD = Duration.ofSeconds(10);
    /** Between being read and being answered a request is, for a moment, neither. */
    private static final int IDLE_LOOKS = 2;

    private final LongSupplier busy;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /**
     * @param busy requests in work
     * @param nanoTime a monotonic clock
     */
    LastRequests(LongSupplier busy, LongSupplier nanoTime, Pause pause) {
        this.busy = busy;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Lets some time pass. */
    interface Pause {
        /** True, at once, when there is no more time to lose. */
        boolean hurried(Duration time) throws InterruptedException;
    }

    /** How a wait has ended. */
    enum End {
        /** Nothing is in work any more. */
        IDLE,
        /** The time is over. */
        LATE,
        /** Somebody does not want to wait. */
        HURRIED
    }

    /** Returns as soon as nothing is in work, or else after the limit, or when it is hurried. */
    End await(Duration limit) {
        long start = nanoTime.getAsLong();
        long said = start;
        int idleLooks = 0;
        while (true) {
            long left = busy.getAsLong();
            idleLooks = left == 0 ? idleLooks + 1 : 0;
            if (idleLooks == IDLE_LOOKS) {
                return End.IDLE;
            }
            long now = nanoTime.getAsLong();
            if (left > 0 && now - start >= limit.toNanos()) {
                return End.LATE;
            }
            if (left > 0 && now - said >= WORD.toNanos()) {
                said = now;
                LOG.info(
                        "{} requests are left, for at most {} s more",
                        left,
                        limit.minusNanos(now - start).toSeconds());
            }
            if (passed()) {
                return End.HURRIED;
            }
        }
    }

    private boolean passed() {
        try {
            return pause.hurried(LOOK);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
