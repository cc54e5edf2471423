package io.skipjack.app.cli;

import java.util.Locale;

/** What {@code --output} chooses where a table is printed. */
enum TableFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON value on standard output. */
    JSON,
    /** For spreadsheets: a line of headings, then a line for each row (RFC 4180). */
    CSV;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
