package io.skipjack.app.state;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One transaction's way to the database.
 *
 * @param client for single statements
 * @param many for the same statement many times
 * @param dialect what the two databases say differently
 */
record Session(JdbcClient client, NamedParameterJdbcTemplate many, Dialect dialect) {
    JdbcClient.StatementSpec sql(String statement) {
        return client.sql(statement);
    }

    void forEach(String statement, List<? extends Map<String, ? extends @Nullable Object>> parameters) {
        many.batchUpdate(statement, parameters.toArray(Map[]::new));
    }
}
