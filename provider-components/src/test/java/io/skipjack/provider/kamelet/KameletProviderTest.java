package io.skipjack.provider.kamelet;

import static io.skipjack.provider.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.bentocloud.FakeBentocloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers by YAML do besides what all providers do. */
class KameletProviderTest {
    private static final String FILE = "provider-bentocloud.kamelet.yaml";
    private static final String NAME = EndpointNames.of("owner", "rack");
    private static final EndpointRef REF = Requests.ref(request());

    @TempDir
    private Path kamelets;

    private FakeBentocloud farEnd;
    private KameletStage stage;

    @BeforeEach
    void start() throws IOException {
        farEnd = new FakeBentocloud(FarEndSettings.quick());
        stage(text());
    }

    @AfterEach
    void stop() {
        stage.close();
        farEnd.close();
    }

    private static String text() throws IOException {
        return Files.readString(KameletStage.SHIPPED.resolve(FILE));
    }

    private void stage(String text) throws IOException {
        if (stage != null) {
            stage.close();
        }
        Files.writeString(kamelets.resolve(FILE), text);
        stage = new KameletStage(kamelets);
    }

    private ServerlessProvider provider() {
        return stage.provider("bentocloud", farEnd.routerKeys());
    }

    private ServerlessProvider provider(String key, String value) {
        return stage.provider("bentocloud", with(farEnd.routerKeys(), key, value));
    }

    private static EndpointRequest request() {
        return Requests.of(new EndpointId("rack", "bentocloud"), new GpuChoice("L4", 1));
    }

    private DeployOutcome settled(ServerlessProvider provider) {
        return Requests.settled(Duration.ofSeconds(15), () -> provider.deploy(request()));
    }

    @Test
    void theBodyHoldsWhatIsWishedAndNoEmptySetting() throws Exception {
        settled(provider("environment-from", ""));

        ReceivedRequest create = farEnd.received().stream()
                .filter(each -> each.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertThat(create.target()).isEqualTo("/api/v2/deployments");
        assertThat(create.json().path("name").asText()).isEqualTo(NAME);
        assertThat(create.json().has("secrets")).isFalse();
        assertThat(create.bodyText()).contains("\\\"--model\\\",\\\"Qwen/Qwen3-0.6B\\\"");
    }

    @Test
    void scalingChangesWorkersAndNothingElse() throws Exception {
        settled(provider());

        provider().scale(REF, 1, 3);

        ReceivedRequest update = farEnd.received().getLast();
        assertThat(update.method()).isEqualTo("PUT");
        assertThat(update.json()
                        .at("/services/bentovllm-service/scaling/max_replicas")
                        .asInt())
                .isEqualTo(3);
        assertThat(provider().deploy(request())).isInstanceOf(DeployOutcome.Deployed.class);
        assertThat(farEnd.received().getLast().method()).isEqualTo("GET");
    }

    @Test
    void oneThatWasEndedByHandGivesItsNameBack() throws Exception {
        settled(provider());
        farEnd.terminate(NAME);
        assertThat(provider().status(REF).phase()).isEqualTo(EndpointPhase.ABSENT);

        assertThat(settled(provider())).isInstanceOf(DeployOutcome.Deployed.class);
        assertThat(provider().status(REF).phase()).isNotEqualTo(EndpointPhase.ABSENT);
    }

    @Test
    void olderWordsForAbsentAreKnown() throws Exception {
        farEnd.sayAbsentAsBefore();

        assertThat(provider().status(REF).phase()).isEqualTo(EndpointPhase.ABSENT);
        assertThat(settled(provider())).isInstanceOf(DeployOutcome.Deployed.class);
    }

    @Test
    void theKeyGoesToTheProvidersDomainsOnly() throws Exception {
        ServerlessProvider provider = provider();

        assertThat(provider.access(URI.create("https://evil.example.com/v1")).headers())
                .isEmpty();
        assertThat(provider.access(URI.create("https://127.0.0.1.example.com/v1"))
                        .headers())
                .isEmpty();
        assertThat(provider.access(URI.create(farEnd.uri() + "/d/x/v1")).headers())
                .containsOnlyKeys("Authorization");
    }

    @Test
    void anEndpointElsewhereIsRefused() {
        DeployOutcome outcome = settled(provider("inference-domains", "bentoml.ai"));

        assertThat(outcome).isInstanceOf(DeployOutcome.Refused.class);
        Refusal refusal = ((DeployOutcome.Refused) outcome).refusal();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FATAL);
        assertThat(refusal.message()).contains("skipjack.providers.bentocloud.inference-domains");
    }

    @Test
    void aWordThatIsNoneOfASettingsIsSaid() {
        assertThatThrownBy(() -> provider("scale-down", "soon"))
                .hasMessage("skipjack.providers.bentocloud.scale-down must be one of fast, stable");
    }

    @Test
    void whatAWrongStepSaysNamesFileAndOperation() throws Exception {
        stage(text().replace("\"bento\": \"{{bento}}\"", "\"bento\" \"{{bento}}\""));

        assertThatThrownBy(() -> provider().deploy(request()))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining(FILE + ", operation create: the body of create is no JSON (line 2,");
        assertThat(farEnd.inventory()).isEmpty();
    }

    @Test
    void aStepThatIsNoneIsSaidBeforeAnyCall() {
        assertThatThrownBy(() -> stage(text().replace("setBody:", "setBdoy:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(FILE + ": ")
                .hasMessageContaining("setBdoy");
    }

    @Test
    void whatTheCheckFindsHasItsOwnNextStep() {
        assertThat(provider("api-key", "another0key").check(null))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).startsWith("set BENTO_CLOUD_API_KEY"));
        farEnd.strike(ApiTrouble.BROKEN, 1);
        assertThat(provider().check(null))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).startsWith("try again"));
    }

    @Test
    void noSecretIsInWhatCamelShows() throws Exception {
        provider().status(REF);

        String key = farEnd.routerKeys().get("api-key");
        assertThat(stage.context().getEndpoints())
                .allSatisfy(each -> assertThat(each.getEndpointUri()).doesNotContain(key));
        assertThat(((ModelCamelContext) stage.context()).getRouteDefinitions().toString())
                .contains("provider-bentocloud")
                .doesNotContain(key);
    }

    @Test
    void pricesAreReadWhereAKameletAsksForThem() throws Exception {
        String when = "              - simple: \"${variable.operation} == '%s'\"\n";
        String steps = "                steps: [ setHeader: { name: CamelHttpPath, constant: /api/v2/deployments } ]\n";
        String set = "        - setVariable: { name: %s, constant: %s }\n";
        stage(text().replace(when.formatted("warm"), when.formatted("prices") + steps + when.formatted("warm"))
                + set.formatted("shapes", "gpu.l4.1")
                + set.formatted("prices", "'0.85'"));

        assertThat(provider().quote()).singleElement().satisfies(quote -> {
            assertThat(quote.offer().gpu()).isEqualTo("L4");
            assertThat(quote.perHour()).isEqualTo(Money.ofDollars("0.85"));
        });
    }
}
