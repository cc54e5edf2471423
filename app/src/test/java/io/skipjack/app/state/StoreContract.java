package io.skipjack.app.state;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty database, open for each test, of which the test is the leader. */
abstract class StoreContract {
    Database database;

    /** Of the test's own leadership. */
    long epoch;

    /** Where this test's empty store is; the same for all calls in one test. */
    abstract StoreSettings settings() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = new Database(settings());
        database.open();
        epoch = new LeadershipTable(database).claim("me", Duration.ofMinutes(1)).epoch();
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }
}
