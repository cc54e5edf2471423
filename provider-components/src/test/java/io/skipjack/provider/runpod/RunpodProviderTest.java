package io.skipjack.provider.runpod;

import static io.skipjack.provider.Requests.make;
import static io.skipjack.provider.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.skipjack.provider.sandbox.runpod.FakeRunpod;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunpodProviderTest {
    private static final String NAME = EndpointNames.of("owner", "rack");

    private final FakeRunpod runpod = new FakeRunpod(FarEndSettings.quick());

    @AfterEach
    void close() {
        runpod.close();
    }

    private ServerlessProvider provider() {
        return make(RunpodProvider.DEFINITION, runpod.routerKeys());
    }

    private ServerlessProvider provider(String key, String value) {
        return make(RunpodProvider.DEFINITION, with(runpod.routerKeys(), key, value));
    }

    private static EndpointRequest request(String gpu) {
        return Requests.of(new EndpointId("rack", "runpod"), new GpuChoice(gpu, 1));
    }

    private static EndpointRef ref(DeployOutcome outcome) {
        return Requests.ref(request("L4"), ((DeployOutcome.Deployed) outcome).facts());
    }

    private JsonNode sent(String method) throws Exception {
        ReceivedRequest last = runpod.received().stream()
                .filter(each -> each.method().equals(method) && each.path().startsWith("/v2/serverless"))
                .reduce((one, other) -> other)
                .orElseThrow();
        return last.json();
    }

    @Test
    void aQueueRunsRunpodsWorkerWithVllmsArguments() throws Exception {
        provider().deploy(request("L4"));

        JsonNode body = sent("POST");
        assertThat(body.path("type").asText()).isEqualTo("QUEUE");
        assertThat(body.path("image").asText()).startsWith("runpod/worker-v1-vllm:");
        assertThat(body.path("env").path("MODEL_NAME").asText()).isEqualTo("Qwen/Qwen3-0.6B");
        assertThat(body.path("env").path("MAX_CONCURRENCY").asText()).isEqualTo("32");
        assertThat(body.path("env").path("HF_TOKEN").asText()).isEqualTo("{{ RUNPOD_SECRET_%s }}".formatted(NAME));
        assertThat(body.path("env").path("VLLM_EXTRA_ARGS").asText())
                .startsWith("--max-model-len 4096 --tensor-parallel-size 1")
                .doesNotContain("--host")
                .doesNotContain("--port");
        assertThat(body.path("scaling").path("queueDelay").asInt()).isEqualTo(4);
        assertThat(body.path("timeout").asInt()).isEqualTo(600_000);
        assertThat(body.path("workers").toString()).isEqualTo("{\"min\":0,\"max\":1,\"idleTimeout\":60}");
    }

    @Test
    void oneCardIsAPoolWithoutItsOthers() throws Exception {
        provider().deploy(request("L4"));

        JsonNode gpu = sent("POST").path("gpu");
        assertThat(gpu.path("pools").toString()).isEqualTo("[\"AMPERE_24\"]");
        assertThat(gpu.path("excludedTypes").toString())
                .isEqualTo("[\"NVIDIA GeForce RTX 3090\",\"NVIDIA RTX A5000\"]");
    }

    @Test
    void cardsOfOneNameAreAsGoodAsEachOther() throws Exception {
        runpod.sellOut("NVIDIA A100-SXM4-80GB");

        provider().deploy(request("A100_80GB"));

        JsonNode gpu = sent("POST").path("gpu");
        assertThat(gpu.path("pools").toString()).isEqualTo("[\"AMPERE_80\"]");
        assertThat(gpu.path("excludedTypes")).isEmpty();
    }

    @Test
    void aLoadBalancerRunsVllmItself() throws Exception {
        DeployOutcome outcome = provider("kind", "load-balancer").deploy(request("L4"));

        JsonNode body = sent("POST");
        assertThat(body.path("image").asText()).startsWith("vllm/vllm-openai:");
        assertThat(body.path("args").asText())
                .contains("--model Qwen/Qwen3-0.6B")
                .contains("--port 8000");
        assertThat(body.path("ports").toString()).isEqualTo("[\"8000/http\"]");
        assertThat(body.path("scaling").path("requestCount").asInt()).isEqualTo(32);
        assertThat(((DeployOutcome.Deployed) outcome).uri().getPath()).matches("/lb/[a-z0-9]+/v1");
    }

    @Test
    void anUnchangedEndpointIsOnlyLookedFor() throws Exception {
        provider().deploy(request("L4"));
        int before = runpod.calls();

        provider().deploy(request("L4"));

        assertThat(runpod.calls() - before).isOne();
    }

    @Test
    void aChangedSettingChangesTheEndpoint() throws Exception {
        provider().deploy(request("L4"));

        provider("disk-gb", "200").deploy(request("L4"));

        assertThat(sent("PATCH").path("disk").asInt()).isEqualTo(200);
        assertThat(sent("PATCH").has("type")).isFalse();
    }

    /** The kind cannot be changed, so the endpoint is made anew. */
    @Test
    void anotherKindIsAnotherEndpoint() throws Exception {
        provider().deploy(request("L4"));

        provider("kind", "load-balancer").deploy(request("L4"));

        assertThat(runpod.inventory()).containsExactlyInAnyOrder("endpoint " + NAME, "secret " + NAME);
        assertThat(sent("POST").path("type").asText()).isEqualTo("LOAD_BALANCER");
    }

    /** Names are not unique there: two routers, or a lost answer, may have made several. */
    @Test
    void ofSeveralOfTheNameOneIsKept() throws Exception {
        RunpodApi api = new RunpodApi(new RestClient(
                "runpod",
                runpod.uri(),
                Duration.ofSeconds(5),
                new Redaction(List.of()),
                () -> Map.of("Authorization", "Bearer " + runpod.routerKeys().get("api-key"))));
        provider().deploy(request("L4"));
        api.createEndpoint(sent("POST"));
        api.createEndpoint(sent("POST"));
        assertThat(runpod.inventory()).hasSize(4);

        provider().deploy(request("L4"));

        assertThat(runpod.inventory()).containsExactlyInAnyOrder("endpoint " + NAME, "secret " + NAME);
    }

    @Test
    void whatIsSoldOutIsRefusedBeforeAnythingIsMade() throws Exception {
        runpod.sellOut("NVIDIA L4");

        DeployOutcome outcome = provider().deploy(request("L4"));

        Refusal refusal = ((DeployOutcome.Refused) outcome).refusal();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CAPACITY);
        assertThat(refusal.message()).contains("L4");
        assertThat(runpod.inventory()).isEmpty();
        assertThat(provider().check(new GpuChoice("L4", 1)))
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.WARN);
    }

    @Test
    void workersBeyondTheQuotaAreRefusedAsAQuota() throws Exception {
        runpod.workersQuota(0);

        DeployOutcome outcome = provider().deploy(request("L4"));

        Refusal refusal = ((DeployOutcome.Refused) outcome).refusal();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.QUOTA);
        assertThat(refusal.message()).contains("workers quota (0)").contains("workers_max");
    }

    @Test
    void throttlingSaysHowLongToWait() {
        runpod.strike(ApiTrouble.THROTTLED, 1);

        assertThatThrownBy(() -> provider().deploy(request("L4")))
                .isInstanceOfSatisfying(
                        ProviderUnavailableException.class,
                        throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(12)));
    }

    @Test
    void wakingTwiceQueuesOneJob() throws Exception {
        EndpointRef ref = ref(provider().deploy(request("L4")));

        provider().warm(ref);
        provider().warm(ref);

        assertThat(runpod.received().stream().filter(each -> each.path().endsWith("/run")))
                .hasSize(1);
    }

    @Test
    void logsEndWhereTheStreamFallsSilent() throws Exception {
        EndpointRef ref = ref(provider().deploy(request("L4")));
        provider().scale(ref, 1, 1);

        assertThat(provider().logs(ref, Instant.EPOCH))
                .extracting(line -> line.text())
                .contains("Worker ready.", "DEBUG environment HF_TOKEN=***");
    }

    @Test
    void theKeyGoesToItsOwnEndpointsOnly() throws Exception {
        ServerlessProvider usual =
                make(RunpodProvider.DEFINITION, Map.of("api-key", "rpa_1", "inference-key", "rpa_2"));

        assertThat(usual.access(URI.create("https://api.runpod.ai/v2/abc/openai/v1"))
                        .headers())
                .containsEntry("Authorization", "Bearer rpa_2");
        assertThat(usual.access(URI.create("https://abc.api.runpod.ai/v1")).headers())
                .hasSize(1);
        assertThat(usual.access(URI.create("https://abc.api.runpod.ai.evil.example/v1"))
                        .headers())
                .isEmpty();
    }

    @Test
    void pricesAreThoseOfTheCatalogue() throws Exception {
        assertThat(provider().quote())
                .filteredOn(quote -> quote.offer().gpu().equals("L4"))
                .extracting(quote -> quote.offer().gpuCount() + " " + quote.perHour())
                .isEqualTo(List.of("1 $0.6900", "2 $1.3800", "4 $2.7600", "8 $5.5200"));
    }
}
