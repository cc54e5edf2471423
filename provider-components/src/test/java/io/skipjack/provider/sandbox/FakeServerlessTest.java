package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeServerlessTest {
    private static final ServerlessSettings QUICK = ServerlessSettings.defaults();

    private static FakeServerless start(WhileCold whileCold) {
        return FakeServerless.start(
                QUICK.starting(Duration.ofMillis(400), whileCold).redirectingAfter(Duration.ofMillis(100)));
    }

    private static int status(FakeServerless serverless) throws Exception {
        return Asks.post(serverless.engine(), "/v1/chat/completions", Asks.chat("x", 2, false))
                .statusCode();
    }

    @Test
    void holdsTheFirstRequestUntilWarm() throws Exception {
        try (FakeServerless serverless = start(WhileCold.HOLD)) {
            assertThat(serverless.state()).isEqualTo("cold");
            long from = System.nanoTime();
            assertThat(status(serverless)).isEqualTo(200);
            assertThat(System.nanoTime() - from)
                    .isGreaterThan(Duration.ofMillis(400).toNanos());
            assertThat(status(serverless)).isEqualTo(200);
            assertThat(serverless.coldStarts()).isOne();
            serverless.scaleToZero();
            assertThat(status(serverless)).isEqualTo(200);
            assertThat(serverless.coldStarts()).isEqualTo(2);
        }
    }

    @Test
    void turnsAwayUntilWarm() throws Exception {
        Map<WhileCold, Integer> statuses = Map.of(WhileCold.UNAVAILABLE, 503, WhileCold.BAD_GATEWAY, 502);
        for (Map.Entry<WhileCold, Integer> each : statuses.entrySet()) {
            try (FakeServerless serverless = start(each.getKey())) {
                assertThat(status(serverless)).isEqualTo(each.getValue());
                await().atMost(Duration.ofSeconds(3)).until(() -> status(serverless) == 200);
            }
        }
    }

    @Test
    void redirectsToAResultThatAnswersOnceWarm() throws Exception {
        try (FakeServerless serverless = start(WhileCold.SEE_OTHER);
                HttpClient following = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            serverless.engine().rootUri().resolve("/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            Asks.chat("hello", 3, false).toString()))
                    .build();
            HttpResponse<String> answer = following.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.uri().getPath()).startsWith("/result/");
            assertThat(Asks.json(answer).at("/choices/0/message/content").asText())
                    .isEqualTo(TokenChain.answerText(TokenChain.chat("hello"), 3));
            assertThat(serverless.received()).hasSizeBetween(3, 7);
        }
    }

    @Test
    void scalesDownWhenIdle() throws Exception {
        ServerlessSettings brief = QUICK.starting(Duration.ZERO, WhileCold.HOLD).idlingAfter(Duration.ofMillis(50));
        try (FakeServerless serverless = FakeServerless.start(brief)) {
            assertThat(status(serverless)).isEqualTo(200);
            await().atMost(Duration.ofSeconds(2)).until(() -> serverless.state().equals("cold"));
        }
    }

    @Test
    void wantsItsCredentialBeforeAnythingStarts() throws Exception {
        ServerlessSettings guarded = QUICK.starting(Duration.ZERO, WhileCold.HOLD)
                .wanting(Map.of("Modal-Key", "wk-1", "Modal-Secret", "ws-1"));
        try (FakeServerless serverless = FakeServerless.start(guarded)) {
            assertThat(status(serverless)).isEqualTo(401);
            assertThat(serverless.coldStarts()).isZero();
            assertThat(serverless.refusedCredentials()).isOne();
            try (RawClient client = new RawClient(serverless.engine())) {
                client.post(
                        "/v1/chat/completions",
                        Asks.chat("x", 2, false).toString(),
                        "modal-key: wk-1",
                        "modal-secret: ws-1",
                        "connection: close");
                assertThat(client.readAll().text()).startsWith("HTTP/1.1 200 ");
            }
            assertThat(serverless.headerNamesSeen()).contains("modal-key").doesNotContain("authorization");
        }
    }
}
