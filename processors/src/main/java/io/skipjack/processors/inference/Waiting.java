package io.skipjack.processors.inference;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How one request waits for room: from which version of the registry on, and how its thread is woken should its client
 * leave. Used by one thread at a time, but for the client's leaving.
 */
final class Waiting {
    private final Caller caller;
    private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();
    private volatile boolean watched;
    private volatile @Nullable Long seen;

    Waiting(Caller caller) {
        this.caller = caller;
    }

    /** The version before the first tier is looked at: room made while the others are looked at is not missed. */
    void looksForRoom(long version) {
        if (seen == null) {
            seen = version;
        }
    }

    /** Room that is given back later would be this request's own, which is nothing to wake for. */
    void foundRoom() {
        seen = null;
    }

    /** The version noted since the last call, else the present one. */
    long takeSeen(long present) {
        Long noted = seen;
        seen = null;
        return noted == null ? present : noted;
    }

    /** This thread is interrupted should the client leave before {@link #stop}. */
    void start() {
        waiter.set(Thread.currentThread());
        if (!watched) {
            watched = true;
            caller.whenGone(this::wake);
        } else if (caller.gone()) {
            wake();
        }
    }

    /** From here on an interrupt would hit whatever the thread does next; one that has come is taken back. */
    void stop() {
        if (waiter.getAndSet(null) == null) {
            Thread.interrupted();
        }
    }

    private void wake() {
        Thread waiting = waiter.getAndSet(null);
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
