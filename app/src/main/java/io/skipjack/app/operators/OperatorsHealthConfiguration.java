package io.skipjack.app.operators;

import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.webhooks.Webhooks;
import io.skipjack.live.RouteDeployer;
import io.skipjack.processors.inference.UpstreamRegistry;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /actuator/health} says besides Spring's and Camel's own: deployments, their files, the routes, and webhooks. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OperatorsHealthConfiguration {

    @Bean
    HealthContributor deploymentsHealthContributor(UpstreamRegistry registry) {
        return new DeploymentHealth(registry);
    }

    @Bean
    HealthIndicator deploymentFilesHealthIndicator(DeploymentCatalog catalog) {
        return new DeploymentFilesHealth(catalog);
    }

    @Bean
    HealthIndicator routesHealthIndicator(RouteDeployer deployer) {
        return new RoutesHealth(deployer::status);
    }

    @Bean
    HealthIndicator webhooksHealthIndicator(Webhooks webhooks) {
        return new WebhooksHealth(webhooks);
    }
}
