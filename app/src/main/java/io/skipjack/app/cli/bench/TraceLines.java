package io.skipjack.app.cli.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one format of traces. Complains with an {@link IllegalArgumentException} whose message says what is wrong
 * with the line.
 */
sealed interface TraceLines permits AzureLines, MooncakeLines, RateLines {
    /** Beyond what any model reads: a column of something else. */
    int MOST_TOKENS = 10_000_000;

    /** Whether the first line is the names of the columns. */
    boolean hasHeader();

    /** Takes the next line. @return its time by the trace's own clock */
    Duration take(String line);

    /**
     * What was taken.
     *
     * @param begin the first line's time, where the trace's is to begin
     */
    Trace trace(Duration begin);

    /** The format whose file begins with this line; null for none of those known. */
    static @Nullable TraceLines of(String first) {
        if (first.equals(AzureLines.HEADER)) {
            return new AzureLines();
        }
        if (first.startsWith(RateLines.HEADER)) {
            return new RateLines();
        }
        return first.startsWith("{") ? new MooncakeLines() : null;
    }

    /** A number of tokens. */
    static int count(String text, String column) {
        try {
            int count = Integer.parseInt(text.strip());
            if (count >= 0 && count <= MOST_TOKENS) {
                return count;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new IllegalArgumentException(
                column + " is a whole number up to " + MOST_TOKENS + ", not '" + shortened(text) + "'");
    }

    /** A number of a column, 0 or more. */
    static double number(String text, String column) {
        try {
            double number = Double.parseDouble(text.strip());
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new IllegalArgumentException(column + " is a number, 0 or more, not '" + shortened(text) + "'");
    }

    /** The fields of a line of CSV without quotes. */
    static String[] fields(String line, int count) {
        String[] fields = line.split(",", -1);
        if (fields.length != count) {
            throw new IllegalArgumentException("has " + fields.length + " columns, not " + count);
        }
        return fields;
    }

    /** What a message may quote of a file that may be anything. */
    static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "...";
    }
}
