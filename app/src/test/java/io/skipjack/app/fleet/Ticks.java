package io.skipjack.app.fleet;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that goes on by ten seconds with each look, but for those a test wants to stand. */
final class Ticks implements LongSupplier {
    private long nanos;
    boolean stands;

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long getAsLong() {
        nanos += stands ? 0 : Duration.ofSeconds(10).toNanos();
        return nanos;
    }
}
