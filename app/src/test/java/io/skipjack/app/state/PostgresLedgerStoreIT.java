package io.skipjack.app.state;

import java.sql.SQLException;

class PostgresLedgerStoreIT extends LedgerStoreContract {
    private StoreSettings settings;

    @Override
    StoreSettings settings() throws SQLException {
        if (settings == null) {
            settings = PostgresServer.emptyDatabase();
        }
        return settings;
    }
}
