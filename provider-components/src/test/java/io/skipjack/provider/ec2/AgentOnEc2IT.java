package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.provider.Aws2Ec2Operations;
import io.skipjack.provider.sandbox.FakeEc2;
import io.skipjack.provider.sandbox.FakeImds;
import io.skipjack.provider.sandbox.Interrupting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the provider launched, run under bash with the metadata that the sandbox gives the very instance. */
class AgentOnEc2IT {
    private static final String NO_ROUTER = "http://127.0.0.1:9";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final FakeEc2 cloud =
            FakeEc2.start(io.skipjack.provider.sandbox.Ec2Settings.booting(Duration.ofSeconds(1)));
    private final CamelContext camel = new DefaultCamelContext();
    private final Ec2Clients clients = new Ec2Clients(cloud.uri());
    private AgentStage stage;
    private FakeImds imds;
    private String instance;

    @BeforeEach
    void launch() throws Exception {
        camel.start();
        stage = new AgentStage(folder);
        PricedOffer offer = new PricedOffer(
                new Offer("ec2", "us-east-1", "us-east-1a", "g6.xlarge", "L4", 1, CapacityType.SPOT),
                new Money(300_000),
                null);
        Ec2Provider provider =
                new Ec2Provider(Ec2Settings.of(cloud.uri(), NO_ROUTER), new Aws2Ec2Operations(camel, clients), clients);
        LaunchOutcome outcome = provider.launch(Ec2Stage.request(offer));
        instance = ((LaunchOutcome.Launched) outcome).lease().id();
        imds = FakeImds.start(cloud, instance);
        stage.otherMetadata = imds.uri();
        stage.start(userData()
                .replace(
                        "ROUTER_URL='" + NO_ROUTER,
                        "ROUTER_URL='" + stage.settings().routerUrl())
                .replace(
                        "ENGINE_PORT='8000'", "ENGINE_PORT='" + stage.settings().enginePort() + "'"));
        stage.awaitPhase("ready", SOON);
    }

    private String userData() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI latest = imds.uri().resolve("/latest/");
            HttpRequest token = HttpRequest.newBuilder(latest.resolve("api/token"))
                    .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpRequest data = HttpRequest.newBuilder(latest.resolve("user-data"))
                    .header(
                            "X-aws-ec2-metadata-token",
                            http.send(token, HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .build();
            return http.send(data, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        imds.close();
        camel.stop();
        clients.close();
        cloud.close();
    }

    @Test
    void knowsWhoItIsByItsTags() {
        assertThat(stage.reports.getFirst().path("replica").asText()).isEqualTo("rack-12");
        assertThat(stage.reports.getFirst().path("instance").asText()).isEqualTo(instance);
    }

    @Test
    void tellsOfTheInterruptionWithinSecondsThoughItsTokenExpired() {
        cloud.recommendRebalance(instance);
        await().atMost(SOON).until(() -> !stage.reports("rebalance").isEmpty());
        imds.expireTokens();

        Instant before = Instant.now();
        cloud.interrupt(instance, Interrupting.after(Duration.ofSeconds(60)));
        await().atMost(Duration.ofSeconds(6))
                .until(() -> !stage.reports("interruption").isEmpty());

        Instant deadline = Instant.parse(
                stage.reports("interruption").getFirst().path("deadline").asText());
        assertThat(deadline).isBetween(before.plusSeconds(55), before.plusSeconds(65));
        await().atMost(SOON).until(() -> !stage.calls("docker stop").isEmpty());
        int beats = stage.reports("heartbeat").size();
        await().atMost(SOON).until(() -> stage.reports("heartbeat").size() >= beats + 2);
        assertThat(stage.reports("interruption")).hasSize(1);
        assertThat(stage.reports("rebalance")).hasSize(1);
    }
}
