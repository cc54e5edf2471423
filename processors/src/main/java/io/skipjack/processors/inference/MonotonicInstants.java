package io.skipjack.processors.inference;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of day when it was made, and from then on only what {@link System#nanoTime} says has passed. For ejections,
 * back-offs and slow starts: a wall clock set back by two days would keep an upstream out for two days.
 */
public final class MonotonicInstants implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
