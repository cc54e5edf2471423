package io.skipjack.app.state;

/** The three words in which SQLite and PostgreSQL differ; all other SQL is the same for both. */
enum Dialect {
    /** A writer holds the whole file's lock from its first statement on, so no row needs one of its own. */
    SQLITE("cast((julianday('now') - 2440587.5) * 86400000 as integer)", ""),
    /** Not {@code now()}, which is when the transaction began: it may have waited for a lock since. */
    POSTGRESQL("cast(extract(epoch from clock_timestamp()) * 1000 as bigint)", " for update");

    private final String nowMillis;
    private final String lock;

    Dialect(String nowMillis, String lock) {
        this.nowMillis = nowMillis;
        this.lock = lock;
    }

    /** The database's clock, milliseconds since 1970. */
    String nowMillis() {
        return nowMillis;
    }

    /** At the end of a select: keeps its rows from others until this transaction is done. */
    String lock() {
        return lock;
    }
}
