package io.skipjack.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints whole lines from several threads, each at once, the demo's own with the seconds since it began. */
final class Lines {
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private final long began = System.nanoTime();

    Lines(PrintWriter out) {
        this.out = out;
    }

    /** What happens, with the time. */
    void tell(String event) {
        print(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - began) / NANOS, event));
    }

    synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
