package io.skipjack.processors.inference;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to have one request open on an upstream, from {@link UpstreamRegistry#acquire} until closed. Closing it a
 * second time does nothing, so every path that may end a leg can close it, and the count of requests in flight neither
 * leaks nor falls below zero. Safe for use by several threads.
 */
public final class Slot implements AutoCloseable {
    private final UpstreamEntry entry;
    private final @Nullable RequestGate countedIn;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** @param countedIn where it is counted as sent; null for an upstream that nobody counts for */
    Slot(UpstreamEntry entry, @Nullable RequestGate countedIn) {
        this.entry = entry;
        this.countedIn = countedIn;
    }

    /** The upstream it is for. */
    public UpstreamEntry entry() {
        return entry;
    }

    /** Closes it after nothing was sent. */
    void unused() {
        if (open.compareAndSet(true, false)) {
            if (countedIn != null) {
                countedIn.giveBack();
            }
            entry.release();
        }
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            entry.release();
        }
    }
}
