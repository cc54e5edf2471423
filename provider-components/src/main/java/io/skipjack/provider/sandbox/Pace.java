package io.skipjack.provider.sandbox;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * The engine's speed: prompt tokens per second, then one token per delay, both times a factor asked anew each time so
 * that a lever slows running streams too. Tokens are due at multiples of the delay, so late wake-ups do not add up.
 */
final class Pace {
    private static final int TOKENS_PER_YIELD = 64;

    private final EngineSettings settings;
    private final DoubleSupplier slowdown;
    private long due = System.nanoTime();
    private int tokens;

    Pace(EngineSettings settings, DoubleSupplier slowdown) {
        this.settings = settings;
        this.slowdown = slowdown;
    }

    void prefill(int promptTokens) throws InterruptedException {
        due = System.nanoTime();
        pass(promptTokens * (double) TimeUnit.SECONDS.toNanos(1) / settings.prefillPerSecond());
    }

    /** Yields now and then: without a delay one answer would keep a carrier thread to itself. */
    @SuppressWarnings("ThreadPriorityCheck")
    void token() throws InterruptedException {
        pass((double) settings.interTokenDelay().toNanos());
        if (++tokens % TOKENS_PER_YIELD == 0) {
            Thread.yield();
        }
    }

    private void pass(double nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("client left");
        }
        due += (long) (nanos * slowdown.getAsDouble());
        long now = System.nanoTime();
        if (due - now > 0) {
            TimeUnit.NANOSECONDS.sleep(due - now);
        } else {
            due = Math.max(due, now - TimeUnit.SECONDS.toNanos(1));
        }
    }
}
