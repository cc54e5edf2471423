package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells on standard error what is being waited for, until it is closed: in place on a terminal once that takes more than
 * a second, else by a line now and then.
 */
final class Waiting implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration LINES_QUIET = Duration.ofSeconds(3);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final boolean redraws;
    private final String what;
    private final Thread teller;
    private volatile boolean told;

    private Waiting(PrintWriter err, boolean redraws, String what) {
        this.err = err;
        this.redraws = redraws;
        this.what = what;
        this.teller = Thread.ofPlatform().daemon().name("waiting").unstarted(this::tell);
    }

    /** @param err null to tell nobody */
    static @Nullable Waiting on(@Nullable PrintWriter err, String what) {
        return err == null ? null : begun(err, Terminal.here().redraws(), what);
    }

    static Waiting begun(PrintWriter err, boolean redraws, String what) {
        Waiting waiting = new Waiting(err, redraws, what);
        waiting.teller.start();
        return waiting;
    }

    private void tell() {
        try {
            Duration quiet = redraws ? QUIET : LINES_QUIET;
            Thread.sleep(quiet);
            for (int seconds = (int) quiet.toSeconds(); true; seconds += (int) pause().toSeconds()) {
                told = true;
                err.print(redraws ? Terminal.CLEAR_LINE + line(seconds) : line(seconds) + System.lineSeparator());
                err.flush();
                Thread.sleep(pause());
            }
        } catch (InterruptedException answered) {
            // the end of what was waited for
        }
    }

    private Duration pause() {
        return redraws ? QUIET : LINE_EVERY;
    }

    private String line(int seconds) {
        return what + ", " + seconds + " s";
    }

    @Override
    public void close() {
        teller.interrupt();
        boolean interrupted = false;
        while (teller.isAlive()) {
            try {
                teller.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (redraws && told) {
            err.print(Terminal.CLEAR_LINE);
            err.flush();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
