package io.skipjack.app.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A histogram of times drawn in lines of text. Each row is as many times the one before, from the fastest to the slowest,
 * because times of answers are spread over powers of ten.
 *
 * @param micros in microseconds
 */
record Bars(Histogram micros) {
    private static final int ROWS = 10;
    private static final int WIDTH = 40;
    private static final double MICROS_PER_MS = 1e3;

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (micros.getTotalCount() == 0) {
            return lines;
        }
        double low = Math.max(1, micros.getMinNonZeroValue());
        double high = Math.max(low * 1.05, micros.getMaxValue());
        double factor = Math.pow(high / low, 1.0 / ROWS);
        long most = 0;
        long[] counts = new long[ROWS];
        for (var value : micros.recordedValues()) {
            int row = (int)
                    Math.clamp((long) (Math.log(value.getValueIteratedTo() / low) / Math.log(factor)), 0, ROWS - 1);
            counts[row] += value.getCountAtValueIteratedTo();
            most = Math.max(most, counts[row]);
        }
        for (int row = 0; row < ROWS; row++) {
            lines.add(row(low * Math.pow(factor, row), low * Math.pow(factor, row + 1.0), counts[row], most));
        }
        return lines;
    }

    private static String row(double from, double to, long count, long most) {
        // what there is, is to be seen
        int length = count == 0 ? 0 : (int) Math.max(1, count * WIDTH / most);
        return String.format(Locale.ROOT, "%10s - %9s ms  %-40s %,d", ms(from), ms(to), "#".repeat(length), count)
                .stripTrailing();
    }

    /** Three digits, as exact as the eye. */
    static String ms(double micros) {
        double ms = micros / MICROS_PER_MS;
        String pattern = ms < 1 ? "%,.3f" : ms < 10 ? "%,.2f" : ms < 100 ? "%,.1f" : "%,.0f";
        return String.format(Locale.ROOT, pattern, ms);
    }
}
