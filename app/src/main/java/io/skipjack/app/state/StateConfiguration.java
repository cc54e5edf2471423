package io.skipjack.app.state;

import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.serverless.EndpointStore;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.cluster.CamelClusterService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The fleet's memory and who may write it. All beans are there in a check of the config as well, so that routes and
 * processors find them, but nothing is opened then and nobody leads.
 */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean(destroyMethod = "close")
    @Profile("!check")
    Database database(StoreSettings settings) {
        Database database = new Database(settings);
        database.open();
        return database;
    }

    @Bean
    @Profile("check")
    Database unopenedDatabase(StoreSettings settings) {
        return new Database(settings);
    }

    @Bean
    FleetStore fleetStore(Database database) {
        return new JdbcFleetStore(database);
    }

    @Bean
    EndpointStore endpointStore(Database database) {
        return new JdbcEndpointStore(database);
    }

    @Bean
    LedgerStore ledgerStore(Database database) {
        return new JdbcLedgerStore(database);
    }

    @Bean
    JdbcEventLog eventLog(Database database) {
        return new JdbcEventLog(database);
    }

    @Bean
    WebhookStore webhookStore(Database database) {
        return new JdbcWebhookStore(database);
    }

    @Bean
    AuditBook auditBook(Database database) {
        return new JdbcAuditBook(database);
    }

    @Bean(destroyMethod = "close")
    Leadership leadership(Database database, LeadershipSettings settings) {
        // a life of its own: what a former process of this router held is not ours
        String life = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new Leadership(
                new LeadershipTable(database), settings.routerId() + "/" + life, settings.ttl(), System::nanoTime);
    }

    /** For operators: which router it is, without the life of it that tells its leaderships apart. */
    @Bean
    LeaderSeat leaderSeat(Database database) {
        LeadershipTable table = new LeadershipTable(database);
        return () -> table.holder().map(holder -> holder.replaceFirst("/[0-9a-f]+$", ""));
    }

    @Bean
    CamelClusterService leaseClusterService(Leadership leadership) {
        return new LeaseClusterService(leadership);
    }

    /** Camel finds a component by its bean's name before it looks for one of its own. */
    @Bean
    LeaderComponent master() {
        return new LeaderComponent();
    }

    /** Begins when all is wired: what leads must be able to decide. */
    @Bean
    @Profile("!check")
    LeadershipStart leadershipStart(Leadership leadership) {
        return new LeadershipStart(leadership);
    }
}
