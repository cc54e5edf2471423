package io.skipjack.app.state;

import java.sql.SQLException;

class PostgresEndpointStoreIT extends EndpointStoreContract {
    private StoreSettings settings;

    @Override
    StoreSettings settings() throws SQLException {
        if (settings == null) {
            settings = PostgresServer.emptyDatabase();
        }
        return settings;
    }
}
