package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.e2e.ProvidersCloud;
import io.skipjack.e2e.TestRouter;
import io.skipjack.provider.sandbox.Sandbox;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both measurements through a whole router, against the sandbox. */
class BenchIT {
    private static final double SPEED = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Sandbox sandbox;
    private static TestRouter router;

    @BeforeAll
    static void start() {
        sandbox = ProvidersCloud.start(SPEED);
        router = ProvidersCloud.router(sandbox);
    }

    @AfterAll
    static void stop() {
        router.close();
        sandbox.close();
    }

    @Test
    @Timeout(120)
    void aColdStartIsMeasuredAndLeavesNothing() throws Exception {
        Typed typed = Typed.run(
                "bench",
                "cold-start",
                "--operator-url",
                router.operatorsUrl(),
                "--key",
                TestRouter.KEY,
                "--providers",
                "runpod,aws",
                "--model",
                TestRouter.newModel(),
                "--output",
                "json");

        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode result = JSON.readTree(typed.out());
        assertThat(phases(result.at("/providers/0")))
                .containsExactly("accepted", "deployed", "first_byte", "first_token", "whole_answer", "total");
        assertThat(phases(result.at("/providers/1")))
                .contains("accepted", "requested", "loading", "first_token", "whole_answer", "total");
        assertThat(result.path("left")).isEmpty();
        assertThat(sandbox.provider("runpod").inventory()).isEmpty();
        assertThat(JSON.readTree(router.operatorsGet("/api/status")).path("deployments"))
                .isEmpty();
    }

    @Test
    @Timeout(120)
    void aLoadIsMeasuredByTier() throws Exception {
        String model = TestRouter.newModel();
        router.deploy(model, "serverless: { gpu: L4, provider: modal }");

        // the head of a stream that is held for a cold start goes out before anybody knows which tier will answer
        load(model, "--concurrency", "1", "--requests", "1", "--no-stream");

        Typed typed = load(model, "--rate", "20/s", "--requests", "30");
        router.undeploy(model);

        assertThat(typed.code()).as(typed.out()).isZero();
        JsonNode report = JSON.readTree(typed.out());
        assertThat(report.path("good").asInt()).as(typed.out()).isEqualTo(30);
        assertThat(report.path("output_tokens").asInt()).isEqualTo(150);
        assertThat(report.at("/ttft_ms/count").asInt()).isEqualTo(30);
        assertThat(report.at("/inter_token_ms/count").asInt()).isEqualTo(120);
        assertThat(report.at("/tiers/0/tier").asText()).isEqualTo("serverless");
    }

    private static Typed load(String model, String... more) {
        List<String> always = List.of(
                "bench",
                "load",
                "--url",
                router.endpoint().toString(),
                "--operator-url",
                router.operatorsUrl(),
                "--model",
                model,
                "--max-tokens",
                "5",
                "--output",
                "json");
        return Typed.run(always, more);
    }

    private static List<String> phases(JsonNode provider) {
        return StreamSupport.stream(provider.path("phases").spliterator(), false)
                .map(phase -> phase.path("phase").asText())
                .toList();
    }
}
