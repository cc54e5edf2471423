package io.skipjack.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own, the pause counted from the end of the last time. */
record Repetition(ScheduledExecutorService executor) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

    static Repetition of(String name, Duration pause, Runnable action) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        executor.scheduleWithFixedDelay(
                () -> surviving(name, action), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return new Repetition(executor);
    }

    /** An executor never repeats what once threw, and says nothing; one bad time must not be the last. */
    private static void surviving(String name, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            LOG.warn("{} failed once and will be repeated", name, failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
