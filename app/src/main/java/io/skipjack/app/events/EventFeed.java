package io.skipjack.app.events;

import io.skipjack.domain.event.EventLog;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets threads wait for events. What this router writes wakes them at once; what others write is looked for once a second,
 * by one of those that wait for all of them, and by nobody while none waits.
 */
public final class EventFeed {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventLog log;
    private long newest;
    private long lookedAt;
    private boolean stale = true;

    EventFeed(EventLog log) {
        this.log = log;
    }

    /** There are events that were not there before. */
    synchronized void written() {
        stale = true;
        notifyAll();
    }

    /**
     * Waits until there are events of greater numbers, or for so long.
     *
     * @return the greatest number there is, as far as is known
     */
    public synchronized long await(long seen, Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        look();
        for (long left = most.toNanos(); newest <= seen && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_NANOS));
            look();
        }
        return newest;
    }

    private void look() {
        long now = System.nanoTime();
        if (!stale && now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        stale = false;
        try {
            newest = log.last();
        } catch (StoreUnavailableException away) {
            // then there is nothing new to be read either
        }
    }
}
