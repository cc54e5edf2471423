package io.skipjack.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentEdits;
import io.skipjack.app.deployments.DeploymentFiles;
import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.processors.admin.DeploymentEditor;
import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.LaunchRetry;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.admin.StatusSource;
import io.skipjack.processors.fleet.FleetControl;
import io.skipjack.processors.inference.UpstreamRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the steps of {@code routes/admin-api.camel.yaml} work with. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    StatusSource routerStatus(
            DeploymentCatalog catalog,
            UpstreamRegistry registry,
            ObjectProvider<FleetStore> store,
            ObjectProvider<LeaderEpoch> leader) {
        return new RouterStatus(
                catalog,
                new UpstreamStates(registry),
                store::getIfAvailable,
                leader::getIfAvailable,
                InstantSource.system());
    }

    @Bean
    DeploymentEditor deploymentEditor(DeploymentFiles files, DeploymentCatalog catalog, UpstreamRegistry registry) {
        return new EditedDeployments(new DeploymentEdits(files, catalog), catalog, new UpstreamStates(registry));
    }

    @Bean
    LaunchRetry launchRetry(FleetControl fleets) {
        return deployment -> {
            try {
                return fleets.forgive(deployment);
            } catch (StaleEpochException elsewhere) {
                throw new RefusedEditException(
                        409, "another router decides about fleets now; ask that one (leader in" + " its status)");
            }
        };
    }

    @Bean
    JsonText adminJson() {
        JsonMapper mapper = JsonMapper.builder().build();
        return value -> {
            try {
                return mapper.writeValueAsBytes(value);
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("maps, lists and text can be written", impossible);
            }
        };
    }
}
