package io.skipjack.processors.inference;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to have one request open on an upstream, from {@link UpstreamRegistry#acquire} until closed. Closing it a
 * second time does nothing, so every path that may end a leg can close it, and the count of requests in flight neither
 * leaks nor falls below zero. Safe for use by several threads.
 */
public final class Slot implements AutoCloseable {
    private final UpstreamEntry entry;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Slot(UpstreamEntry entry) {
        this.entry = entry;
    }

    /** The upstream it is for. */
    public UpstreamEntry entry() {
        return entry;
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            entry.release();
        }
    }
}
