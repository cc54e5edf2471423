package io.skipjack.app.state;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What a failing database means to the person who runs the router: one clause, with no SQL and no value in it, because
 * it ends up in logs and in {@code status}.
 */
final class StoreFailure {
    private static final Set<SQLiteErrorCode> DAMAGED =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
    /** Of an extended result code: what went wrong. The rest says where. */
    private static final int PRIMARY = 0xff;

    private StoreFailure() {}

    static String clause(Throwable failure) {
        SQLException cause = cause(failure);
        if (cause == null) {
            return "it failed in a way that was not foreseen ("
                    + failure.getClass().getSimpleName() + ")";
        }
        return cause instanceof SQLiteException embedded ? embedded(embedded) : server(cause);
    }

    /** Whether the file itself cannot be understood any more: waiting will not help. */
    static boolean isDamage(Throwable failure) {
        return cause(failure) instanceof SQLiteException embedded && DAMAGED.contains(primary(embedded));
    }

    private static String embedded(SQLiteException failure) {
        return switch (primary(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "another process keeps it locked";
            case SQLITE_FULL -> "its disk is full";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "it cannot be written to";
            case SQLITE_CANTOPEN -> "its file cannot be opened";
            case SQLITE_IOERR -> "its disk fails";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "its file is damaged; a restart says what to do";
            default -> "it failed with SQLite's code " + failure.getResultCode().code;
        };
    }

    private static SQLiteErrorCode primary(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & PRIMARY);
    }

    private static String server(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "" -> "no connection to it got free in time";
            case "08", "57" -> "the database server cannot be reached or is too slow";
            case "28" -> "the database server refuses the user or the password";
            case "3D" -> "there is no database of that name on the server";
            case "53" -> "the database server has no room left, of disk, memory or connections";
            case "25" -> "it cannot be written to, perhaps because the server is a standby";
            case "40", "55" -> "another process keeps it locked";
            case "42" -> "the user lacks a right, or a table is missing";
            default -> "it failed with SQLSTATE " + state;
        };
    }

    private static @Nullable SQLException cause(Throwable failure) {
        SQLException found = null;
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 20; at = at.getCause(), depth++) {
            found = at instanceof SQLException sql ? sql : found;
        }
        return found;
    }
}
