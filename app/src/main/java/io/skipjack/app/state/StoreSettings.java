package io.skipjack.app.state;

import java.nio.file.Path;

/**
 * Where the fleet's memory is.
 *
 * @param dataDir folder of {@code skipjack.db}, made when it is not there; used only where {@code url} is empty
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE} for more than one router; empty for SQLite
 * @param user of the database; empty for the driver's default
 * @param password of that user; may be empty
 */
public record StoreSettings(Path dataDir, String url, String user, String password) {
    private static final String FILE = "skipjack.db";

    /** SQLite in this folder. */
    public static StoreSettings in(Path dataDir) {
        return new StoreSettings(dataDir, "", "", "");
    }

    boolean embedded() {
        return url.isBlank();
    }

    Path file() {
        return dataDir.resolve(FILE);
    }

    /** Without the password, and without the URL's parameters, which may hold one. */
    @Override
    public String toString() {
        return "StoreSettings[" + (embedded() ? file() : url.replaceFirst("\\?.*", "")) + "]";
    }
}
