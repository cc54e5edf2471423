package io.skipjack.app.state;

import java.sql.SQLException;

class PostgresAuditBookIT extends AuditBookContract {
    @Override
    StoreSettings settings() throws SQLException {
        return PostgresServer.emptyDatabase();
    }
}
