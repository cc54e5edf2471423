package io.skipjack.app.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says every few seconds that something is still going on, until it is closed. */
record Progress(ScheduledExecutorService clock) implements AutoCloseable {
    private static final long EVERY_SECONDS = 3;

    static Progress tell(Lines lines, String what) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("demo-progress").daemon().factory());
        clock.scheduleAtFixedRate(() -> lines.tell(what), 0, EVERY_SECONDS, TimeUnit.SECONDS);
        return new Progress(clock);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
