package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row 29: the router is told to stop while it answers. */
@Timeout(60)
class Row29RouterStopsIT {
    private static final int TOKENS = 60;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String model = TestRouter.newModel();

    @Test
    void aRunningStreamFinishesWhileNewConnectionsAreRefused() throws Exception {
        try (FakeEngine engine = engine(Duration.ofMillis(40));
                TestRouter router = router(engine, "10s")) {
            CountDownLatch streaming = new CountDownLatch(1);
            CompletableFuture<Heard> stream = CompletableFuture.supplyAsync(
                    () -> Heard.stream(router, model, TOKENS, upstream -> streaming.countDown()), threads);
            assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(router::close, threads);

            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> {
                        assertThatThrownBy(() -> connect(router)).isInstanceOf(ConnectException.class);
                        assertThat(readiness(router).statusCode()).isEqualTo(503);
                    });
            assertThat(stream).as("still being answered meanwhile").isNotDone();
            assertThat(stream.get(10, TimeUnit.SECONDS)).matches(heard -> heard.whole(TOKENS));
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatOutlastsTheLimitEndsWithAnErrorAndNeverLooksComplete() throws Exception {
        try (FakeEngine engine = engine(Duration.ofMillis(200));
                TestRouter router = router(engine, "300ms")) {
            CountDownLatch streaming = new CountDownLatch(1);
            CompletableFuture<Heard> stream = CompletableFuture.supplyAsync(
                    () -> Heard.stream(router, model, TOKENS, upstream -> streaming.countDown()), threads);
            CompletableFuture<HttpResponse<String>> whole =
                    CompletableFuture.supplyAsync(() -> router.chat(model, "\"max_tokens\":" + TOKENS), threads);
            assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(2)).until(() -> engine.counters().running() == 2);

            router.close();

            Heard heard = stream.get(1, TimeUnit.SECONDS);
            assertThat(heard).matches(broken -> broken.brokenHonestly(TOKENS));
            assertThat(heard.error()).isEqualTo("stream_interrupted");
            HttpResponse<String> refused = whole.get(1, TimeUnit.SECONDS);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(refused.body()).contains("\"error\"").contains("stopping");
            await().atMost(Duration.ofSeconds(1)).until(() -> engine.counters().running() == 0);
        }
    }

    @Test
    void whatWaitsForRoomHoldsTheStopUpNoLongerThanTheLimit() throws Exception {
        try (FakeEngine engine = engine(Duration.ofMillis(1));
                TestRouter router = router(engine, "300ms")) {
            engine.close();
            CompletableFuture<Heard> stream =
                    CompletableFuture.supplyAsync(() -> Heard.stream(router, model, TOKENS), threads);
            CompletableFuture<HttpResponse<String>> whole =
                    CompletableFuture.supplyAsync(() -> router.chat(model, "\"max_tokens\":" + TOKENS), threads);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Scrape.of(router).sum("skipjack_requests_waiting", Scrape.deployment(model)) == 2);

            CompletableFuture.runAsync(router::close, threads).get(8, TimeUnit.SECONDS);

            assertThat(stream.get(1, TimeUnit.SECONDS)).matches(broken -> broken.brokenHonestly(TOKENS));
            assertThat(whole.get(1, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aRequestThatIsStillBeingReadIsAnswered() throws Exception {
        try (FakeEngine engine = engine(Duration.ofMillis(1));
                TestRouter router = router(engine, "10s");
                RawClient client = RawClient.connect(router.port())) {
            String body = TestRouter.chatBody(model, "\"max_tokens\":3");
            client.send(("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                            + "Content-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n")
                    .formatted(TestRouter.KEY, body.length()));
            assertThat(client.head().status()).isEqualTo(100);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(router::close, threads);
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(readiness(router).statusCode()).isEqualTo(503));
            client.send(body);

            assertThat(client.reply().status()).isEqualTo(200);
            stopped.get(5, TimeUnit.SECONDS);
        }
    }

    /** Java itself ignores it: the process would stay for the whole limit. */
    @Test
    void aSecondSignalDoesNotWaitForTheLimit(@TempDir Path home) throws Exception {
        String limit = "skipjack.listen.drain-timeout";
        try (FakeEngine engine = FakeEngine.start(
                        EngineSettings.defaults().withModel(RouterProcess.MODEL).withSpeed(1_000_000, A_SECOND));
                RouterProcess router = RouterProcess.start(
                        home, "serverless: { urls: [\"" + engine.baseUri() + "\"] }\n", Map.of(limit, "10m"))) {
            await().atMost(Duration.ofSeconds(40)).until(() -> router.tier().equals("serverless"));
            CompletableFuture<String> stream = CompletableFuture.supplyAsync(() -> router.stream(TOKENS), threads);
            await().atMost(Duration.ofSeconds(10)).until(() -> engine.counters().running() == 1);

            router.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> router.log().contains("a second signal"));
            assertThat(stream).as("still being answered").isNotDone();

            assertThat(router.stop()).isNotEqualTo(-1);
            assertThat(stream.get(1, TimeUnit.SECONDS)).contains("\"error\"").doesNotContain("[DONE]");
            assertThat(router.log()).contains("cutting 1 requests that have no more time");
        }
    }

    private FakeEngine engine(Duration betweenTokens) {
        return FakeEngine.start(EngineSettings.defaults().withModel(model).withSpeed(1_000_000, betweenTokens));
    }

    private TestRouter router(FakeEngine engine, String limit) {
        TestRouter router =
                TestRouter.start(Map.of("skipjack.listen.drain-timeout", limit, "skipjack.hold.deadline", "5m"));
        router.deploy(model, "serverless: { urls: [\"" + engine.baseUri() + "\"] }");
        return router;
    }

    private static void connect(TestRouter router) throws java.io.IOException {
        new Socket("127.0.0.1", router.port()).close();
    }

    private static HttpResponse<String> readiness(TestRouter router) {
        return router.operators("GET", "/actuator/health/readiness", "");
    }
}
