package io.skipjack.app.state;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions on the store's database, SQLite or PostgreSQL. Nothing is opened before {@link #open}, so that a check of
 * the config touches no file. Safe to use from any thread; each call is one transaction, done when it returns.
 */
public final class Database implements AutoCloseable {
    private final StoreSettings settings;
    private volatile @Nullable Opened opened;

    public Database(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes or migrates the database and connects to it.
     *
     * @throws ConfigException with what to do, if it is damaged, newer than this program, or not to be had
     */
    public void open() {
        if (opened == null) {
            opened = Opened.on(settings.embedded() ? embedded() : server());
            nameOnce();
        }
    }

    /** Not at every start: a router whose disk has got full can still serve from what it reads. */
    private void nameOnce() {
        try {
            if (!read(Installation::isNamed)) {
                change(Installation::name);
            }
        } catch (StoreUnavailableException failure) {
            close();
            throw new ConfigException(
                    failure.getMessage() + "; see skipjack.data-dir and skipjack.fleet.store-url", failure);
        }
    }

    private Connections embedded() {
        new StoreFile(settings.file()).prepare();
        return Connections.embedded(settings.file());
    }

    private Connections server() {
        Connections connections = null;
        try {
            connections = Connections.server(settings);
            Migration.run(connections.writer());
            return connections;
        } catch (FlywayException | IllegalArgumentException failure) {
            if (connections != null) {
                connections.close();
            }
            throw new ConfigException(
                    "the fleet's memory cannot be used: " + StoreFailure.clause(failure)
                            + "; see skipjack.fleet.store-url, store-user and store-password",
                    failure);
        }
    }

    /** A consistent look at everything, that keeps no writer waiting. */
    <T> T read(Function<Session, T> work) {
        return within(open -> open.read, work);
    }

    <T> T write(Function<Session, T> work) {
        return within(open -> open.write, work);
    }

    void change(Consumer<Session> work) {
        write(session -> {
            work.accept(session);
            return true;
        });
    }

    /** A change that only a leader may make, under the present epoch. */
    void lead(long epoch, Consumer<Session> work) {
        change(session -> {
            Fence.require(session, epoch);
            work.accept(session);
        });
    }

    private <T> T within(Function<Opened, Transaction> kind, Function<Session, T> work) {
        Opened open = opened;
        if (open == null) {
            throw unavailable(new IllegalStateException("not opened"), "it is not open");
        }
        Transaction transaction = kind.apply(open);
        try {
            T result = transaction.template.execute(status -> work.apply(transaction.session));
            if (result == null) {
                throw new IllegalStateException("a transaction without a result");
            }
            return result;
        } catch (DataAccessException | TransactionException failure) {
            throw unavailable(failure, StoreFailure.clause(failure));
        }
    }

    private static StoreUnavailableException unavailable(Throwable cause, String clause) {
        return new StoreUnavailableException("the fleet's memory cannot be used now: " + clause, cause);
    }

    @Override
    public void close() {
        Opened open = opened;
        opened = null;
        if (open != null) {
            open.connections.close();
        }
    }

    private record Transaction(TransactionTemplate template, Session session) {}

    private record Opened(Connections connections, Transaction write, Transaction read) {
        static Opened on(Connections connections) {
            return new Opened(
                    connections,
                    new Transaction(writes(connections), session(connections, connections.writer())),
                    new Transaction(reads(connections), session(connections, connections.reader())));
        }

        private static TransactionTemplate writes(Connections connections) {
            return new TransactionTemplate(
                    switch (connections.dialect()) {
                        case SQLITE -> new SqliteTransactions(connections.writer(), "begin immediate");
                        case POSTGRESQL -> new DataSourceTransactionManager(connections.writer());
                    });
        }

        private static TransactionTemplate reads(Connections connections) {
            if (connections.dialect() == Dialect.SQLITE) {
                return new TransactionTemplate(new SqliteTransactions(connections.reader(), "begin"));
            }
            TransactionTemplate read = new TransactionTemplate(new DataSourceTransactionManager(connections.reader()));
            read.setReadOnly(true);
            read.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            return read;
        }

        private static Session session(Connections connections, DataSource source) {
            NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(source);
            return new Session(JdbcClient.create(template), template, connections.dialect());
        }
    }
}
