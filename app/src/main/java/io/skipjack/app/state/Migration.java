package io.skipjack.app.state;

import io.skipjack.app.config.ConfigException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database to the schema of this program; one that is ahead of it is left alone. */
final class Migration {
    private Migration() {}

    /** @throws ConfigException if a newer program has been at work there */
    static void run(DataSource source) {
        Flyway flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        Arrays.stream(flyway.info().all())
                .filter(Migration::isAhead)
                .findFirst()
                .ifPresent(ahead -> {
                    throw new ConfigException("the fleet's memory was written by a newer Skipjack (schema "
                            + ahead.getVersion() + "); use that version again, or a later one");
                });
        flyway.migrate();
    }

    private static boolean isAhead(MigrationInfo migration) {
        return migration.getState().isApplied() && !migration.getState().isResolved();
    }
}
