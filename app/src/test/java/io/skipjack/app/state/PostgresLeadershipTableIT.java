package io.skipjack.app.state;

import java.sql.SQLException;

class PostgresLeadershipTableIT extends LeadershipTableContract {
    private StoreSettings settings;

    @Override
    StoreSettings settings() throws SQLException {
        if (settings == null) {
            settings = PostgresServer.emptyDatabase();
        }
        return settings;
    }
}
