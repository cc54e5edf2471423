package io.skipjack.app.state;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions by SQL's own {@code begin} and {@code commit}. The driver's {@code setAutoCommit(false)} will not do: when
 * its {@code begin} finds the file locked, it believes itself in a transaction all the same, and the next one that gets
 * the connection writes statement by statement; and each of its commits at once begins another transaction, which takes
 * the file's lock for nothing and makes a commit that was done look like one that failed.
 */
final class SqliteTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient HikariDataSource source;
    private final String begin;

    /** @param begin {@code begin immediate} takes the lock before the first read, {@code begin} takes none */
    SqliteTransactions(HikariDataSource source, String begin) {
        this.source = source;
        this.begin = begin;
    }

    @Override
    protected Object doGetTransaction() {
        return new Held();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        try {
            Connection connection = source.getConnection();
            try {
                execute(connection, begin);
            } catch (SQLException locked) {
                connection.close();
                throw locked;
            }
            ((Held) transaction).connection = connection;
            TransactionSynchronizationManager.bindResource(source, new ConnectionHolder(connection));
        } catch (SQLException failure) {
            throw new CannotCreateTransactionException("cannot begin", failure);
        }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Connection connection = connection(status);
        try {
            execute(connection, "commit");
        } catch (SQLException failure) {
            rollBack(connection);
            throw new TransactionSystemException("cannot commit", failure);
        }
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        rollBack(connection(status));
    }

    /** Some failures roll back by themselves; then this one fails. Either way the connection is not used again. */
    private void rollBack(Connection connection) {
        try {
            execute(connection, "rollback");
        } catch (SQLException failure) {
            logger.debug("nothing to roll back", failure);
            source.evictConnection(connection);
        }
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        TransactionSynchronizationManager.unbindResourceIfPossible(source);
        Connection connection = ((Held) transaction).connection;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException failure) {
                logger.debug("a connection could not be given back", failure);
            }
        }
    }

    private static Connection connection(DefaultTransactionStatus status) {
        Connection connection = ((Held) status.getTransaction()).connection;
        if (connection == null) {
            throw new IllegalStateException("not begun");
        }
        return connection;
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static final class Held {
        private @Nullable Connection connection;
    }
}
