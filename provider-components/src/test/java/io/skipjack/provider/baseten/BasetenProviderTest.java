package io.skipjack.provider.baseten;

import static io.skipjack.provider.Requests.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.Finding;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.Requests;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.baseten.FakeBaseten;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BasetenProviderTest {
    private static final String NAME = EndpointNames.of("owner", "rack");
    private static final EndpointId ID = new EndpointId("rack", "baseten");

    private final FakeBaseten baseten = new FakeBaseten(FarEndSettings.quick());

    @AfterEach
    void close() {
        baseten.close();
    }

    private ServerlessProvider provider() {
        return make(BasetenProvider.DEFINITION, baseten.routerKeys());
    }

    private static EndpointRequest request(ServerlessScaling scaling, EngineSpec engine) {
        return Requests.of(ID, new GpuChoice("L4", 1), engine, scaling);
    }

    private static EndpointRequest concurrency(int concurrency, int workersMax) {
        Duration minute = Duration.ofMinutes(1);
        return request(new ServerlessScaling(concurrency, minute, minute, 0, workersMax, 4), EngineSpec.DEFAULT);
    }

    private static EndpointRequest usual() {
        return request(ServerlessScaling.DEFAULT, EngineSpec.DEFAULT);
    }

    private DeployOutcome settled(EndpointRequest request) {
        return Requests.settled(Duration.ofSeconds(5), () -> provider().deploy(request));
    }

    private EndpointRef deployed(EndpointRequest request) {
        return Requests.ref(request, ((DeployOutcome.Deployed) settled(request)).facts());
    }

    private List<ReceivedRequest> sent(String method, String path) {
        return baseten.received().stream()
                .filter(each -> each.method().equals(method) && each.path().matches(path))
                .toList();
    }

    @Test
    void aTrussRunsVllmWithTheWorkspacesToken() throws Exception {
        assertThat(provider().deploy(usual())).isInstanceOf(DeployOutcome.InProgress.class);

        JsonNode source = sent("POST", "/v1/models").getLast().json().path("source");
        assertThat(source.path("name").asText()).isEqualTo(NAME);
        assertThat(source.path("deployment").path("environment_name").asText()).isEqualTo("production");
        JsonNode config = source.path("deployment").path("config");
        assertThat(config.path("resources").path("accelerator").asText()).isEqualTo("L4");
        assertThat(config.path("runtime").path("predict_concurrency").asInt()).isEqualTo(32);
        assertThat(config.path("secrets").toString()).isEqualTo("{\"skipjack_hf_token\":null}");
        assertThat(config.path("docker_server").path("start_command").asText())
                .startsWith(
                        "sh -c 'export HF_TOKEN=\"$(cat /secrets/skipjack_hf_token)\"; exec vllm serve --model Qwen")
                .contains("--max-model-len 4096");
    }

    @Test
    void requestsGoToTheProductionEnvironment() {
        DeployOutcome.Deployed deployed = (DeployOutcome.Deployed) settled(usual());

        assertThat(deployed.uri().getPath()).matches("/model/q[0-9a-f]+/environments/production/sync/v1");
    }

    @Test
    void anUnchangedModelIsOnlyLookedFor() throws Exception {
        settled(usual());
        int before = baseten.calls();

        provider().deploy(usual());

        assertThat(baseten.calls() - before).isEqualTo(2);
    }

    @Test
    void scalingAloneNeedsNoBuild() throws Exception {
        settled(concurrency(8, 1));
        int pushes = sent("PUT", "/s3/.*").size();

        settled(concurrency(8, 3));

        assertThat(sent("PUT", "/s3/.*")).hasSize(pushes);
        assertThat(sent("PATCH", ".*/environments/production").getLast().json().toString())
                .isEqualTo("{\"autoscaling_settings\":{\"min_replica\":0,\"max_replica\":3,"
                        + "\"concurrency_target\":8,\"scale_down_delay\":60}}");
    }

    @Test
    void whatHasToBeBuiltIsAnotherDeploymentAndTheFormerGoes() throws Exception {
        settled(concurrency(8, 1));

        settled(concurrency(16, 1));

        assertThat(baseten.inventory()).containsExactly("model " + NAME);
        assertThat(sent("DELETE", "/v1/models/.*/deployments/.*")).hasSize(1);
    }

    /** While the second is being built, the first is wanted again. */
    @Test
    void aChangeOfMindEndsWhereItWasMeantTo() throws Exception {
        settled(concurrency(8, 1));
        provider().deploy(concurrency(16, 1));

        // The second may get ready between the look and the call that ends it: then, as in the loop, the call is
        // repeated
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(ProviderUnavailableException.class)
                .until(() -> provider().deploy(concurrency(8, 1)), DeployOutcome.Deployed.class::isInstance);

        assertThat(provider().deploy(concurrency(8, 1))).isInstanceOf(DeployOutcome.Deployed.class);
    }

    @Test
    void whatCannotBeBuiltIsRefusedForGood() {
        baseten.failBuilds();

        Refusal refusal = ((DeployOutcome.Refused) settled(usual())).refusal();

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FATAL);
        assertThat(refusal.code()).isEqualTo("BUILD_FAILED");
        assertThat(refusal.message()).contains("logs");
    }

    /** Baseten says it in the body only. */
    @Test
    void throttlingSaysHowLongToWait() {
        baseten.strike(ApiTrouble.THROTTLED, 1);

        assertThatThrownBy(() -> provider().deploy(usual()))
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(37)));
    }

    @Test
    void aSupervisorsPercentIsRefusedBeforeAnybodyIsAsked() throws Exception {
        EngineSpec engine = new EngineSpec(4096, 0, null, ColdStartMode.FAST_BOOT, List.of("--seed=%1"));

        DeployOutcome outcome = provider().deploy(request(ServerlessScaling.DEFAULT, engine));

        assertThat(((DeployOutcome.Refused) outcome).refusal().message()).contains("%");
        assertThat(baseten.calls()).isZero();
    }

    @Test
    void wakingIsNoRequestToTheModel() throws Exception {
        EndpointRef ref = deployed(usual());

        provider().warm(ref);

        assertThat(sent("POST", "/model/.*/production/wake")).hasSize(1);
        assertThat(baseten.endpoint(NAME).received()).isEmpty();
    }

    @Test
    void theCheapestInstanceOfASizeIsItsPrice() throws Exception {
        assertThat(provider().quote())
                .filteredOn(quote -> quote.offer().gpu().equals("L4"))
                .extracting(quote -> "%s %d %s"
                        .formatted(quote.offer().shape(), quote.offer().gpuCount(), quote.perHour()))
                .containsExactly("L4x4x16 1 $0.8484", "L4:2x24x96 2 $2.4012");
    }

    @Test
    void aGpuThatTheWorkspaceIsNotOfferedFailsTheCheck() {
        assertThat(provider().check(new GpuChoice("H200", 1)))
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL
                        && finding.message().contains("H200"));
    }

    @Test
    void logsAreReadAsFarBackAsBasetenAllows() throws Exception {
        EndpointRef ref = deployed(usual());

        assertThat(provider().logs(ref, Instant.EPOCH))
                .extracting(line -> line.text())
                .containsExactly("loading the model", "HF_TOKEN=***", "Application startup complete.");
    }

    @Test
    void theKeyGoesToItsOwnModelsOnly() throws Exception {
        ServerlessProvider usual = make(BasetenProvider.DEFINITION, Map.of("api-key", "abc.def"));

        assertThat(usual.access(URI.create("https://model-q1.api.baseten.co/environments/production/sync/v1"))
                        .headers())
                .containsEntry("Authorization", "Api-Key abc.def");
        assertThat(usual.access(URI.create("https://model-q1.api.baseten.co.evil.example/v1"))
                        .headers())
                .isEmpty();
    }
}
