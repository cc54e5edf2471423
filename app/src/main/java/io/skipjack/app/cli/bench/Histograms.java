package io.skipjack.app.cli.bench;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** Histograms of times in microseconds, up to an hour, each value within a thousandth. */
final class Histograms {
    private static final long HOUR = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final long NANOS = 1_000;

    private Histograms() {}

    /** For one thread at a time. */
    static Histogram ofTimes() {
        return new Histogram(HOUR, DIGITS);
    }

    /** For many threads, without a lock. */
    static AtomicHistogram shared() {
        return new AtomicHistogram(HOUR, DIGITS);
    }

    /** Of a number of tokens or of thousandths of micro-dollars, as large as they come. */
    static Histogram growing() {
        return new Histogram(DIGITS);
    }

    /** What is longer counts as an hour, and what would be before it began as nothing. */
    static void take(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos / NANOS, 0, HOUR));
    }
}
