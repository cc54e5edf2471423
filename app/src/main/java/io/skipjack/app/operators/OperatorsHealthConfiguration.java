package io.skipjack.app.operators;

import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.live.RouteDeployer;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /actuator/health} says besides Spring's and Camel's own: deployments, fleets, prices, files and routes. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OperatorsHealthConfiguration {

    @Bean
    HealthContributor deploymentsHealthContributor(TierStandings standings) {
        return new DeploymentHealth(standings);
    }

    @Bean
    HealthIndicator fleetHealthIndicator(TierStandings standings) {
        return new FleetHealth(standings.fleets(), standings.store());
    }

    @Bean
    HealthIndicator pricesHealthIndicator(TierStandings standings, SkipjackProperties properties) {
        return new PricesHealth(
                standings.store(), PricesHealth.limit(properties.fleet().priceInterval()));
    }

    @Bean
    HealthIndicator deploymentFilesHealthIndicator(DeploymentCatalog catalog) {
        return new DeploymentFilesHealth(catalog);
    }

    @Bean
    HealthIndicator routesHealthIndicator(RouteDeployer deployer) {
        return new RoutesHealth(deployer::status);
    }
}
