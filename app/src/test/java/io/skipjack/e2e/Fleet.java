package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.TokenChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Engines of one deployment of its own on a router, and what is true of each answer of theirs. */
final class Fleet implements AutoCloseable {
    /** What every chat of {@link TestRouter#chatBody} asks. */
    private static final int[] PROMPT = TokenChain.chat("Tell me something");

    /** Tokens of an answer whose request names no number. */
    static final int ANSWER_TOKENS = 6;

    private final TestRouter router;
    private final String model = TestRouter.newModel();
    private final List<FakeEngine> spot = new ArrayList<>();
    private final List<FakeEngine> serverless = new ArrayList<>();

    private Fleet(TestRouter router) {
        this.router = router;
    }

    /** Deploys so many engines per tier, ready when this returns. */
    static Fleet deploy(TestRouter router, int spot, int serverless) {
        return deploy(router, spot, serverless, UnaryOperator.identity(), "", "");
    }

    /**
     * @param change on top of {@link #engine}
     * @param spotKeys YAML members of the spot tier, such as {@code , routing_policy: round-robin}
     * @param more YAML lines of the deployment
     */
    static Fleet deploy(
            TestRouter router,
            int spot,
            int serverless,
            UnaryOperator<EngineSettings> change,
            String spotKeys,
            String more) {
        Fleet fleet = new Fleet(router);
        EngineSettings settings = change.apply(engine(fleet.model));
        for (int i = 0; i < spot; i++) {
            fleet.spot.add(FakeEngine.start(settings.named("spot-" + (i + 1))));
        }
        for (int i = 0; i < serverless; i++) {
            fleet.serverless.add(FakeEngine.start(settings.named("serverless-" + (i + 1))));
        }
        fleet.deployAgain(spotKeys, more);
        for (int i = 0; i < spot; i++) {
            router.awaitReady(fleet.model, "spot-" + (i + 1));
        }
        return fleet;
    }

    /** The settings that make tests short. */
    static EngineSettings engine(String model) {
        return EngineSettings.defaults()
                .withModel(model)
                .withAnswerTokens(ANSWER_TOKENS)
                .withSpeed(1_000_000, Duration.ofMillis(2));
    }

    void deployAgain(String spotKeys, String more) {
        StringBuilder yaml = new StringBuilder();
        if (!spot.isEmpty()) {
            yaml.append("spot: { urls: [")
                    .append(urls(spot))
                    .append("]")
                    .append(spotKeys)
                    .append(" }\n");
        }
        if (!serverless.isEmpty()) {
            yaml.append("serverless: { urls: [").append(urls(serverless)).append("] }\n");
        }
        router.deploy(model, yaml.append(more).toString());
    }

    private static String urls(List<FakeEngine> engines) {
        return engines.stream().map(engine -> "\"" + engine.baseUri() + "\"").collect(Collectors.joining(", "));
    }

    /** What the deployment's health says. */
    String health() {
        return router.health("/deployments/" + model.replaceAll("[^a-zA-Z0-9]", "-"));
    }

    String model() {
        return model;
    }

    /** Counted from 1, as its id. */
    FakeEngine spot(int number) {
        return spot.get(number - 1);
    }

    FakeEngine serverless() {
        return serverless.getFirst();
    }

    Stream<FakeEngine> all() {
        return Stream.concat(spot.stream(), serverless.stream());
    }

    WireAnswer stream() {
        return WireCall.stream(router, model);
    }

    /** A stream that ends with an error where {@link #stream} goes on elsewhere. */
    WireAnswer streamUnresumed() {
        return WireCall.stream(router, model, WireCall.UNRESUMED);
    }

    WireAnswer chat() {
        return WireCall.chat(router, model, "");
    }

    /** As the engine itself says it: not streamed between it and the router either. */
    WireAnswer chatUnresumed() {
        return WireCall.chat(router, model, "", WireCall.UNRESUMED);
    }

    WireAnswer ask(boolean streaming) {
        return streaming ? stream() : chat();
    }

    /** Requests of clients for tokens that reached the engine, whatever became of them. */
    static long asked(FakeEngine engine) {
        return received(engine).stream().filter(Fleet::forTokens).count();
    }

    /** What an engine was sent, but for probes: those may be of an engine that is gone and had the same port. */
    static List<ReceivedRequest> received(FakeEngine engine) {
        return engine.received().stream()
                .filter(request -> !"skipjack-probe".equals(request.header("user-agent")))
                .toList();
    }

    static boolean forTokens(ReceivedRequest request) {
        return request.method().equals("POST");
    }

    long asked() {
        return all().mapToLong(Fleet::asked).sum();
    }

    /** The oracle: what a sound engine says to {@link TestRouter#chatBody}. */
    static String oracle(int tokens) {
        return TokenChain.answerText(PROMPT, tokens);
    }

    static void assertWhole(WireAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.said()).isEqualTo(oracle(ANSWER_TOKENS));
        assertThat(answer.whole()).as("HTTP message ended").isTrue();
        if (answer.text().contains("data: ")) {
            assertThat(answer.done()).as(answer.text()).isTrue();
        }
    }

    /** As {@link #assertWhole}, and it tells who answered. */
    static void assertWholeFrom(WireAnswer answer, String tier, String upstream) {
        assertWhole(answer);
        assertThat(answer.header("x-skipjack-tier")).isEqualTo(tier);
        assertThat(answer.header("x-skipjack-upstream")).isEqualTo(upstream);
        assertThat(answer.header("x-request-id")).isNotBlank();
    }

    /** A stream whose first upstream was lost: the client cannot tell. */
    static void assertResumed(WireAnswer answer) {
        OneStream.of(answer).assertWhole(oracle(ANSWER_TOKENS), "stop");
        assertThat(answer.whole()).as("HTTP message ended").isTrue();
        assertThat(answer.text()).contains(": resumed");
    }

    /** A stream that had begun and broke: a true beginning, an explicit error, and no sign of a good end. */
    static void assertCutAfter(WireAnswer answer, int tokens) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.said()).isEqualTo(oracle(tokens));
        assertThat(answer.done()).as(answer.text()).isFalse();
        assertThat(answer.streamError()).as(answer.text()).isEqualTo("stream_interrupted");
        assertThat(answer.whole()).as("HTTP message ended as if all were well").isFalse();
        assertTellsNothing(answer);
    }

    /** An OpenAI-shaped error with this status, whose code is text. */
    static void assertError(WireAnswer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.whole()).isTrue();
        var error = answer.json().path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").isTextual()).as(answer.text()).isTrue();
        assertThat(error.has("param")).isTrue();
        assertThat(error.path("code").isTextual() || error.path("code").isNull())
                .as(answer.text())
                .isTrue();
        assertThat(answer.header("x-request-id")).isNotBlank();
        assertTellsNothing(answer);
    }

    private static void assertTellsNothing(WireAnswer answer) {
        assertThat(answer.text()).doesNotContain("127.0.0.1", "io.skipjack", "Exception", "java.", "netty", "\tat ");
    }

    /** No engine works for a client that is gone. */
    void assertQuiet() {
        Awaitility.await("engines to be free")
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(all())
                        .allSatisfy(engine -> assertThat(engine.counters().open())
                                .as(engine.settings().name())
                                .isZero()));
    }

    @Override
    public void close() {
        all().forEach(FakeEngine::close);
    }
}
