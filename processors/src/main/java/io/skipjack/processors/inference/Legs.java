package io.skipjack.processors.inference;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The attempts of one request: how many, and how long upstreams have worked on its answer. Legs before the first token
 * leave no trace in the answer, so of those only the last counts. Written by one thread at a time, read by any.
 */
final class Legs {
    private final LongSupplier nanoTime;
    private volatile int count;
    private volatile int unseen;
    private volatile long startedNanos;
    private volatile long workedNanos;
    private volatile boolean open;
    private volatile boolean seen;

    Legs(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void started() {
        count++;
        startedNanos = nanoTime.getAsLong();
        open = true;
    }

    /** The client sees the first of the answer. */
    void answered() {
        if (!seen) {
            seen = true;
            unseen = Math.max(0, count - 1);
            workedNanos = 0;
        }
    }

    void ended() {
        if (open) {
            open = false;
            workedNanos = (seen ? workedNanos : 0) + nanoTime.getAsLong() - startedNanos;
        }
    }

    int count() {
        return count;
    }

    int unseen() {
        return seen ? unseen : Math.max(0, count - 1);
    }

    long startedNanos() {
        return startedNanos;
    }

    Duration worked() {
        return Duration.ofNanos(open ? (seen ? workedNanos : 0) + nanoTime.getAsLong() - startedNanos : workedNanos);
    }
}
