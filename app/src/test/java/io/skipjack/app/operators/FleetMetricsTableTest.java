package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.skipjack.app.watching.FleetCounters;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.MarketMeters;
import io.skipjack.app.watching.Replicas;
import io.skipjack.app.watching.ServerlessMeters;
import io.skipjack.app.watching.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics of fleets, endpoints and prices, which a router without a fleet does not show, are documented as they are. */
class FleetMetricsTableTest {
    @Test
    void whatTheStoreShowsIsDocumentedWithItsLabels() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FleetSight fleets = new FleetSight(Duration.ofSeconds(10), () -> 0, List.of(new FleetCounters(registry)));
        fleets.accept(Replicas.snapshot(Replicas.ready(1)));
        Stores stores = new Stores();
        new MarketMeters(registry, stores.sight(), fleets).show();
        new ServerlessMeters(registry).show(stores.sight().endpoints());
        StoreMeters.bind(registry, fleets);

        String scrape = registry.scrape();

        assertThat(MetricsTable.undocumented(scrape, MetricsTable.read())).isEmpty();
        assertThat(MetricsTable.families(scrape))
                .contains(
                        "skipjack_launches_total",
                        "skipjack_interruptions_total",
                        "skipjack_replicas_ended_total",
                        "skipjack_replica_boot_seconds",
                        "skipjack_price_dollars_per_hour",
                        "skipjack_price_age_seconds",
                        "skipjack_endpoints",
                        "skipjack_serverless_workers",
                        "skipjack_store_age_seconds");
    }
}
