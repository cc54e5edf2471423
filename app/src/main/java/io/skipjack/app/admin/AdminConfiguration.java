package io.skipjack.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.RouterClock;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.deployments.DeploymentCatalog;
import io.skipjack.app.deployments.DeploymentEdits;
import io.skipjack.app.deployments.DeploymentFiles;
import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.keys.KeyRing;
import io.skipjack.app.operators.OperatorKeys;
import io.skipjack.app.operators.UpstreamStates;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.market.Placement;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.Change;
import io.skipjack.domain.provider.Provider;
import io.skipjack.processors.admin.ApiDescription;
import io.skipjack.processors.admin.DeploymentEditor;
import io.skipjack.processors.admin.DeploymentPlanner;
import io.skipjack.processors.admin.FleetSource;
import io.skipjack.processors.admin.JsonText;
import io.skipjack.processors.admin.KeyEditor;
import io.skipjack.processors.admin.LaunchRetry;
import io.skipjack.processors.admin.PriceSource;
import io.skipjack.processors.admin.RefusedEditException;
import io.skipjack.processors.admin.StatusSource;
import io.skipjack.processors.fleet.FleetControl;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.serverless.EndpointControl;
import io.skipjack.processors.serverless.ServerlessStandings;
import java.time.InstantSource;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the steps of {@code routes/admin-api.camel.yaml} work with. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME)
    PlatformHttpEngine platformHttpEngine(@Value("${server.port}") int port, UnsentAnswers unsent) {
        return new SameThreadEngine(port, unsent);
    }

    @Bean
    UnsentAnswers unsentAnswers() {
        return new UnsentAnswers();
    }

    @Bean
    StatusSource routerStatus(
            DeploymentCatalog catalog,
            UpstreamRegistry registry,
            ObjectProvider<FleetStore> store,
            ObjectProvider<LeaderEpoch> leader,
            ServerlessStandings serverless,
            SkipjackProperties properties,
            RouterClock clock) {
        return new RouterStatus(
                catalog,
                new UpstreamStates(registry),
                store::getIfAvailable,
                leader::getIfAvailable,
                new EndpointStates(serverless::views, clock.wall()),
                properties.listen().url(),
                clock.wall());
    }

    @Bean
    Audit audit(AuditBook book) {
        return new Audit(book, InstantSource.system());
    }

    @Bean
    DeploymentEditor deploymentEditor(
            DeploymentFiles files, Audit audit, DeploymentCatalog catalog, UpstreamRegistry registry) {
        return new EditedDeployments(new DeploymentEdits(files, catalog), audit, catalog, new UpstreamStates(registry));
    }

    @Bean
    FleetSource fleetSource(FleetStore store, RouterClock clock) {
        return new StoredFleet(store, clock);
    }

    @Bean
    ApiDescription openApiDocument(ModelCamelContext context) {
        return new OpenApiDocument(context);
    }

    @Bean
    KeyEditor keyEditor(SkipjackProperties properties, Audit audit, KeyCheck clients, OperatorKeys operators) {
        Runnable taken = () -> {
            clients.reload();
            operators.reload();
        };
        return new EditedKeys(new KeyRing(properties.dataDir()), audit, taken, InstantSource.system());
    }

    @Bean
    PriceSource marketPrices(
            DeploymentFiles files,
            SkipjackProperties properties,
            ServerlessStandings serverless,
            ObjectProvider<Provider> providers,
            RouterClock clock) {
        Provider spot = providers.stream()
                .filter(each -> each.name().equals(Placement.DEFAULT_PROVIDER))
                .findFirst()
                .orElseThrow();
        return new MarketPrices(
                files.defaults().gpus(),
                serverless,
                new SpotPrices(spot, properties.ec2().regions(), clock.wall()),
                clock.wall());
    }

    @Bean
    DeploymentPlanner deploymentPlanner(
            DeploymentFiles files,
            DeploymentCatalog catalog,
            FleetStore store,
            ServerlessStandings serverless,
            RouterClock clock) {
        return new PlannedDeployments(new DeploymentEdits(files, catalog), store, serverless, clock.wall());
    }

    /** What failed is tried again in both tiers: who says that the cause is gone need not know where it was. */
    @Bean
    LaunchRetry launchRetry(FleetControl fleets, EndpointControl endpoints, Audit audit) {
        return (by, deployment) -> {
            try {
                boolean serverless = endpoints.forgive(deployment);
                boolean known = fleets.forgive(deployment) || serverless;
                if (known) {
                    audit.after(by, new Change("deployment.retried", deployment, null, null));
                }
                return known;
            } catch (StaleEpochException elsewhere) {
                throw new RefusedEditException(
                        409, "another router decides about fleets now; ask that one (leader in its status)");
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
