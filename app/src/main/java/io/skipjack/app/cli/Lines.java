package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Prints whole lines from several threads, each at once, the demo's own with the seconds since it began. On a terminal a
 * last line may stand under them that goes with the next one.
 */
final class Lines {
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final int columns;
    private final long began = System.nanoTime();
    private boolean pending;

    Lines(PrintWriter out) {
        this(out, 0);
    }

    /** @param columns of the terminal; 0 where it is none */
    Lines(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** What happens, with the time. */
    void tell(String event) {
        print(timed(event));
    }

    synchronized void print(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** What goes on meanwhile; only on a terminal. */
    synchronized void pending(String event) {
        if (columns > 0) {
            clear();
            String line = timed(event);
            out.print(line.length() < columns ? line : line.substring(0, columns - 2) + "…");
            out.flush();
            pending = true;
        }
    }

    /** Takes what goes on away. */
    synchronized void clear() {
        if (pending) {
            out.print(Terminal.CLEAR_LINE);
            out.flush();
            pending = false;
        }
    }

    private String timed(String event) {
        return String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - began) / NANOS, event);
    }
}
