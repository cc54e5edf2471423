package io.skipjack.app.serverless;

import io.skipjack.app.PlatformThreads;
import io.skipjack.app.RouterClock;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentFiles;
import io.skipjack.app.deployments.PriceCatalog;
import io.skipjack.app.inference.ServedDeployments;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointStore;
import io.skipjack.processors.cost.WorkerPrices;
import io.skipjack.processors.fleet.Market;
import io.skipjack.processors.serverless.EndpointControl;
import io.skipjack.processors.serverless.EndpointDeployments;
import io.skipjack.processors.serverless.EndpointMemory;
import io.skipjack.processors.serverless.EndpointSettings;
import io.skipjack.processors.serverless.EndpointTraffic;
import io.skipjack.processors.serverless.ServerlessProviders;
import io.skipjack.processors.serverless.ServerlessStandings;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the steps of the endpoints' loop work with. */
@Configuration(proxyBeanMethods = false)
@Import(ProviderBeans.class)
class EndpointsConfiguration {
    /** Calls to providers under way at once. One may hang for minutes, and there is at most one for each endpoint. */
    private static final int ENDPOINT_THREADS = 64;

    @Bean
    EndpointDeployments endpointDeployments(DeploymentCatalog catalog) {
        return () -> catalog.current().stream()
                .filter(deployment -> deployment.endpoint() != null)
                .toList();
    }

    @Bean
    ServerlessProviders serverlessProviders(
            ObjectProvider<ServerlessProvider> providers, SkipjackProperties properties) {
        List<ServerlessProvider> all = providers.stream().toList();
        ConfiguredProviders.requireKnown(
                properties.providers(),
                all.stream().map(ServerlessProvider::name).collect(Collectors.toCollection(TreeSet::new)));
        return new ServerlessProviders(all);
    }

    @Bean
    EndpointSettings endpointSettings(
            SkipjackProperties properties, DeploymentFiles files, Market market, RouterClock clock) {
        PriceList listed = PriceCatalog.in(
                properties.catalogDir(), files.defaults().gpus(), clock.wall().instant());
        return new EndpointSettings(properties.endpoints().timing(), market::book, listed);
    }

    @Bean
    EndpointControl endpointControl(
            EndpointMemory memory,
            EndpointDeployments deployments,
            ServerlessProviders providers,
            EndpointSettings settings,
            RouterClock clock) {
        return new EndpointControl(memory, deployments, providers, settings, clock);
    }

    @Bean
    EndpointMemory endpointMemory(EndpointStore endpoints, FleetStore fleets, LeaderEpoch leader, EventBook events) {
        return new EndpointMemory(endpoints, fleets, leader, events);
    }

    @Bean
    EndpointTraffic endpointTraffic(ServedDeployments served, EndpointDeployments deployments) {
        return new EndpointUpstreams(served, deployments);
    }

    /** For who shows endpoints and explains choices. */
    @Bean
    ServerlessStandings serverlessStandings(EndpointControl control) {
        return new ServerlessStandings(control);
    }

    /** For who reckons what endpoints cost. */
    @Bean
    WorkerPrices workerPrices(ServerlessStandings standings) {
        return standings::price;
    }

    /** Not the threads of the fleets: a provider's command line that hangs holds no launch up. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService endpointThreads() {
        return PlatformThreads.of("endpoints-", ENDPOINT_THREADS);
    }
}
