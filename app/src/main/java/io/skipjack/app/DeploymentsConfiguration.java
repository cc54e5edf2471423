package io.skipjack.app;

import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentDefaults;
import io.skipjack.app.deployments.DeploymentFiles;
import io.skipjack.upstream.Credentials;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The deployment files, looked at again every {@code skipjack.live.poll}. */
@Configuration(proxyBeanMethods = false)
class DeploymentsConfiguration {

    @Bean
    DeploymentFiles deploymentFiles(SkipjackProperties properties) {
        return new DeploymentFiles(properties.deploymentsDir(), DeploymentDefaults.of(properties));
    }

    @Bean
    DeploymentCatalog deploymentCatalog(DeploymentFiles files) {
        return new DeploymentCatalog(files);
    }

    @Bean(destroyMethod = "close")
    @Profile("!" + Router.CHECK)
    Repetition deploymentsReload(SkipjackProperties properties, DeploymentCatalog catalog) {
        return Repetition.of("deployments-reload", properties.live().poll(), catalog::reload);
    }

    /** Often, because it mostly only looks at the time: a token that could not be had is asked for again soon. */
    @Bean(destroyMethod = "close")
    @Profile("!" + Router.CHECK)
    Repetition credentialsRefresh(Credentials credentials) {
        return Repetition.of("upstream-credentials", Duration.ofSeconds(1), credentials::refresh);
    }
}
