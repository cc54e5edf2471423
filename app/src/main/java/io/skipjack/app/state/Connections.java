package io.skipjack.app.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The pools of one open database.
 *
 * @param writer for transactions that write; one connection in SQLite, which has one writer at a time anyhow: threads of
 *     this process then queue for it in order, where on SQLite's own lock they would poll
 * @param reader for those that only read
 */
record Connections(Dialect dialect, HikariDataSource writer, HikariDataSource reader) implements AutoCloseable {
    /** For a connection or a lock. A third of the leadership's 10 s, so that a stuck renewal can be tried again. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int READERS = 4;
    private static final int SERVER_CONNECTIONS = 8;

    static Connections embedded(Path file) {
        return new Connections(
                Dialect.SQLITE,
                pool("store-writer", sqlite(file), 1, null),
                pool("store-reader", sqlite(file), READERS, "pragma query_only = on"));
    }

    static SQLiteDataSource sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // a commit is on the disk when it returns: an intent that a power cut takes back would be an unknown lease
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toUri());
        return source;
    }

    static Connections server(StoreSettings settings) {
        HikariDataSource pool = new HikariDataSource(config(settings));
        return new Connections(Dialect.POSTGRESQL, pool, pool);
    }

    private static HikariConfig config(StoreSettings settings) {
        HikariConfig config = config("store", SERVER_CONNECTIONS);
        config.setJdbcUrl(settings.url());
        config.setUsername(nullIfBlank(settings.user()));
        config.setPassword(nullIfBlank(settings.password()));
        Properties driver = new Properties();
        driver.setProperty("ApplicationName", "skipjack");
        driver.setProperty("connectTimeout", seconds(PATIENCE));
        driver.setProperty("socketTimeout", seconds(PATIENCE.multipliedBy(2)));
        driver.setProperty("tcpKeepAlive", "true");
        // its details quote values
        driver.setProperty("logServerErrorDetail", "false");
        config.setDataSourceProperties(driver);
        // the last: a router stopped in mid-transaction must not keep the leadership's row locked for ever
        config.setConnectionInitSql("set lock_timeout = '3s'; set statement_timeout = '5s';"
                + " set idle_in_transaction_session_timeout = '5s'");
        return config;
    }

    private static HikariDataSource pool(String name, DataSource source, int size, @Nullable String first) {
        HikariConfig config = config(name, size);
        config.setDataSource(source);
        config.setConnectionInitSql(first);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        // what cannot be opened is found, and said, by the migration
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toSeconds());
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isBlank() ? null : text;
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
