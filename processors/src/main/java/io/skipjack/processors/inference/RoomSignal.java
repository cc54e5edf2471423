package io.skipjack.processors.inference;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes requests that wait for an upstream of one deployment. A change counts the version up, so a request that looked
 * before the change and waits after it does not miss it. Freed room wakes one waiter, the longest waiting, since one
 * request is all it can take; an upstream that comes up wakes all. While nobody waits a signal costs one increment.
 */
final class RoomSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean timed = new AtomicBoolean();
    private final Runnable first;
    private volatile boolean promised;

    RoomSignal() {
        this(() -> {});
    }

    /** @param first told of each change before any that waits here; must not block */
    RoomSignal(Runnable first) {
        this.first = first;
    }

    /** Whether room that is freed is for others than those that wait here. */
    boolean isPromised() {
        return promised;
    }

    /** Those that wait here are not woken while it is; when it ends, all of them. */
    void promise(boolean toOthers) {
        if (promised != toOthers) {
            promised = toOthers;
            if (!toOthers) {
                wakeWaiting();
            }
        }
    }

    /** To be read before looking for room, and handed to {@link #await} when there was none. */
    long version() {
        return version.get();
    }

    void wakeOne() {
        version.incrementAndGet();
        first.run();
        if (waiting.get() > 0 && !promised) {
            lock.lock();
            try {
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    void wakeAll() {
        first.run();
        wakeWaiting();
    }

    private void wakeWaiting() {
        version.incrementAndGet();
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #await(long, Duration)}, with room that opens by time alone, a place after the other: one of those that wait
     * is woken for it, and who finds room wakes the next. If all were, thousands would look for one place at a time.
     *
     * @param opening when the first place is there; the others wait up to {@code atMost}
     */
    boolean await(long seen, Duration atMost, Duration opening) throws InterruptedException {
        if (opening.compareTo(atMost) >= 0 || !timed.compareAndSet(false, true)) {
            return await(seen, atMost);
        }
        boolean left = true;
        try {
            await(seen, opening);
            left = false;
            return true;
        } finally {
            timed.set(false);
            if (left) {
                wakeOne();
            }
        }
    }

    /** Whether something changed since {@code seen}; waits for it, but no longer than {@code atMost}. */
    boolean await(long seen, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lockInterruptibly();
        waiting.incrementAndGet(); // before the version is looked at, as wakeOne looks in the other order
        try {
            while (version.get() == seen && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return version.get() != seen;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }
}
