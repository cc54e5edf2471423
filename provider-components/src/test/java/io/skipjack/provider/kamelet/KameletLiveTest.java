package io.skipjack.provider.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.live.RouteDeployer;
import io.skipjack.live.RouteDeployerOptions;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.bentocloud.FakeBentocloud;
import io.skipjack.provider.spi.ProviderDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's Kamelet is edited while the router runs, as any other file of its routes. */
class KameletLiveTest {
    private static final String FILE = "provider-bentocloud.kamelet.yaml";
    private static final EndpointRef REF =
            new EndpointRef("owner", new EndpointId("rack", "bentocloud"), "sj-1", Map.of());

    @TempDir
    private Path kamelets;

    @TempDir
    private Path routes;

    @Test
    void anEditCountsWithoutARestartAndABrokenOneDoesNot() throws Exception {
        String text = Files.readString(KameletStage.SHIPPED.resolve(FILE));
        Files.writeString(kamelets.resolve(FILE), text);
        Files.writeString(routes.resolve("idle.camel.yaml"), """
                - route:
                    id: idle
                    from: { uri: "live:idle", steps: [ { stop: {} } ] }
                """);
        try (FakeBentocloud farEnd = new FakeBentocloud(FarEndSettings.quick());
                DefaultCamelContext context = new DefaultCamelContext()) {
            RouteDeployer deployer = new RouteDeployer(
                    RouteDeployerOptions.ofDefaults(routes, kamelets).withPeriod(Duration.ofMillis(20)));
            context.start();
            context.addService(deployer);
            ProviderDefinition definition =
                    KameletProviders.in(kamelets).getFirst().in(context);
            ServerlessProvider provider = Requests.make(definition, farEnd.routerKeys());
            provider.status(REF);
            assertThat(lastPath(farEnd)).startsWith("/api/v2/");

            Files.writeString(kamelets.resolve(FILE), text + "\n  broken: [");
            await(() -> !deployer.status().problems().isEmpty());
            provider.status(REF);
            assertThat(lastPath(farEnd)).startsWith("/api/v2/");

            Files.writeString(kamelets.resolve(FILE), text.replace("/api/v2/", "/api/v3/"));
            await(() -> deployer.status().problems().isEmpty());
            provider.status(REF);
            provider.status(REF);
            assertThat(lastPath(farEnd)).startsWith("/api/v3/");
            assertThat(context.getRoutes())
                    .filteredOn(route -> route.getRouteId().startsWith("provider-bentocloud"))
                    .hasSize(1);
        }
    }

    private static String lastPath(FakeBentocloud farEnd) {
        return farEnd.received().getLast().path();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
