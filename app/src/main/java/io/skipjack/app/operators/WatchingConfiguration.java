package io.skipjack.app.operators;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.state.LeaderSeat;
import io.skipjack.app.watching.FleetSight;
import io.skipjack.app.watching.JmxBeans;
import io.skipjack.app.watching.MarketMeters;
import io.skipjack.app.watching.ServerlessMeters;
import io.skipjack.app.watching.StoreSight;
import io.skipjack.app.watching.TrafficSight;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.live.RouteDeployer;
import io.skipjack.processors.fleet.FleetDeployments;
import io.skipjack.processors.fleet.OrphanTally;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.TierBreakers;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What metrics, health and JMX show: one sight of everything, and who turns it into numbers. */
@Configuration(proxyBeanMethods = false)
class WatchingConfiguration {

    @Bean
    TrafficSight trafficSight(
            UpstreamRegistry registry, Admission admission, HoldRequest hold, Retries retries, TierBreakers breakers) {
        return new TrafficSight(registry, admission, hold, retries, breakers);
    }

    @Bean
    StoreSight storeSight(
            FleetStore fleets,
            EndpointStore serverless,
            LeaderSeat seat,
            FleetDeployments deployed,
            InstantSource clock) {
        return new StoreSight(
                new StoreSight.Reads(fleets::prices, serverless::endpoints, seat::holder), deployed, clock);
    }

    @Bean
    TierStandings tierStandings(TrafficSight traffic, FleetSight fleets, StoreSight store) {
        return new TierStandings(traffic, fleets, store);
    }

    /** Where another part of the router shows a bean of its own. */
    @Bean(destroyMethod = "close")
    JmxBeans jmxBeans() {
        return new JmxBeans();
    }

    @Bean
    OrphanTally orphanTally(MeterRegistry registry, ObjectProvider<ServerlessProvider> providers) {
        OrphanTally tally = (provider, count) -> Counter.builder("skipjack.orphans")
                .description("Leases and endpoints of ours that nobody remembered, and that were ended")
                .tag("skipjack.provider", provider)
                .register(registry)
                .increment(count);
        // a counter that appears with its first event shows no increase
        tally.found(Placement.DEFAULT_PROVIDER, 0);
        providers.forEach(provider -> tally.found(provider.name(), 0));
        return tally;
    }

    @Bean
    @Profile("!check")
    Watch watch(
            MeterRegistry registry,
            TierStandings standings,
            JmxBeans beans,
            LeaderEpoch leader,
            CamelContext camel,
            RouteDeployer routes,
            DeploymentCatalog catalog) {
        StoreSight store = standings.store();
        EditMeters.bind(registry, routes, catalog);
        StoreMeters.bind(registry, standings.fleets());
        MarketMeters market = new MarketMeters(registry, store, standings.fleets());
        ServerlessMeters serverless = new ServerlessMeters(registry);
        return new Watch(
                store,
                List.of(
                        new TrafficMeters(registry, standings.traffic())::show,
                        market::show,
                        () -> serverless.show(store.endpoints()),
                        new CamelMeters(registry, camel)::show,
                        new FleetBeans(beans, standings, leader)::show));
    }
}
