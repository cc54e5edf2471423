package io.skipjack.app.state;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How values look in columns. */
final class Columns {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger LAST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger FIRST = BigInteger.valueOf(Long.MIN_VALUE);

    private Columns() {}

    /** To the nanosecond, so that what is read equals what was written; what is beyond 1677 to 2262 is put to its edge. */
    static long nanos(Instant instant) {
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(NANOS)
                .add(BigInteger.valueOf(instant.getNano()))
                .min(LAST)
                .max(FIRST)
                .longValueExact();
    }

    static @Nullable Long nanosOrNull(@Nullable Instant instant) {
        return instant == null ? null : nanos(instant);
    }

    static Instant instant(long nanos) {
        long second = 1_000_000_000L;
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row.getLong(column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : instant(nanos);
    }

    /** PostgreSQL takes neither NUL nor half a surrogate pair; providers and hosts may send either. */
    static String text(String any) {
        StringBuilder storable = new StringBuilder(any.length());
        any.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\uFFFD' : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    static @Nullable String textOrNull(@Nullable String any) {
        return any == null ? null : text(any);
    }
}
