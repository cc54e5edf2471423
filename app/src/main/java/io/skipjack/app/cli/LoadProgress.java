package io.skipjack.app.cli;

import io.skipjack.app.cli.bench.LoadRun;
import io.skipjack.app.cli.bench.LoadTally;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says how a load goes: in one place each second on a terminal, in a line every five seconds elsewhere. */
final class LoadProgress implements AutoCloseable {
    private static final Duration ON_A_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final LoadRun run;
    private final LoadTally tally;
    private final boolean inPlace;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bench-progress").daemon().factory());

    private LoadProgress(PrintWriter err, LoadRun run, LoadTally tally, boolean inPlace) {
        this.err = err;
        this.run = run;
        this.tally = tally;
        this.inPlace = inPlace;
    }

    static LoadProgress of(PrintWriter err, LoadRun run, LoadTally tally) {
        LoadProgress progress =
                new LoadProgress(err, run, tally, Terminal.here().redraws());
        long millis = (progress.inPlace ? ON_A_TERMINAL : ELSEWHERE).toMillis();
        progress.clock.scheduleAtFixedRate(progress::show, millis, millis, TimeUnit.MILLISECONDS);
        return progress;
    }

    private void show() {
        LoadTally.Glance glance = tally.glance();
        String line = String.format(
                Locale.ROOT,
                "%s: %,d answered, %,d open, %,d failed; median %,d ms",
                Cells.duration((System.nanoTime() - began) / 1e9),
                glance.ended(),
                run.open(),
                glance.failed(),
                glance.medianMicros() / 1000);
        if (inPlace) {
            err.print(Terminal.CLEAR_LINE + line);
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Leaves no line of its own on a terminal. */
    @Override
    public void close() {
        clock.shutdownNow();
        if (inPlace) {
            err.print(Terminal.CLEAR_LINE);
            err.flush();
        }
    }
}
