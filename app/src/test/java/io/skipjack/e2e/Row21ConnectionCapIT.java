package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is limited by number: connections of one address, requests in flight, requests that wait. Low limits here. */
class Row21ConnectionCapIT {
    private static final int CONNECTIONS = 12;
    private static final int IN_FLIGHT = 6;
    private static final int WAITING = 2;

    @SuppressWarnings("NullAway.Init")
    private static TestRouter router;

    private final List<RawClient> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        router = TestRouter.start(Map.of(
                "skipjack.limits.max-connections-per-address", String.valueOf(CONNECTIONS),
                "skipjack.limits.max-in-flight", String.valueOf(IN_FLIGHT),
                "skipjack.limits.keep-alive-timeout", "60s",
                "skipjack.hold.deadline", "60s",
                "skipjack.hold.max-waiting", String.valueOf(WAITING)));
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @AfterEach
    void disconnect() {
        open.forEach(RawClient::close);
    }

    @Test
    void oneAddressHasSoManyConnectionsAndNoMore() {
        RawReply reply = models(connect());
        while (reply.status() != 429) {
            // the client that deploys models may hold connections too
            assertThat(open).hasSizeLessThanOrEqualTo(CONNECTIONS);
            reply = models(connect());
        }
        assertThat(open).hasSizeGreaterThan(CONNECTIONS / 2);
        assertThat(reply.isError(429).header("retry-after")).isNotNull();
        assertThat(open.getLast().closes()).isTrue();

        open.getFirst().close();
        await("its place to be free").atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            try (RawClient next = RawClient.connect(router.port())) {
                assertThat(models(next).status()).isNotEqualTo(429);
            }
        });
    }

    @Test
    void soManyRequestsAreInFlightAndNoMore() {
        try (SpotModel model = slowModel()) {
            for (int i = 0; i < IN_FLIGHT; i++) {
                connect()
                        .send(model.chat("\"stream\":true,\"max_tokens\":5000"))
                        .until("data:");
            }
            RawReply refused = connect().send(model.chat("")).reply().isError(429);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(model.asked()).hasSize(IN_FLIGHT);

            open.getFirst().close();
            await("a place to be free")
                    .atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(
                                    model.ask(model.chat("\"max_tokens\":1")).status())
                            .isEqualTo(200));
        }
    }

    @Test
    void soManyRequestsWaitAndNoMore() {
        try (SpotModel model = slowModel()) {
            model.engine().kill();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> router.health("/deployments/" + model.model().replace('/', '-'))
                            .contains("\"spot-1\":\"not ready\""));
            for (int i = 0; i < WAITING; i++) {
                connect().send(model.chat("\"stream\":true")).until(": waiting");
            }
            RawReply refused = connect().send(model.chat("")).reply().isError(429);
            assertThat(refused.header("retry-after")).isEqualTo("5");
        }
    }

    private static SpotModel slowModel() {
        return SpotModel.start(router, settings -> settings.withSpeed(1_000_000, Duration.ofMillis(50)), "");
    }

    private static RawReply models(RawClient client) {
        client.trySend("GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client.reply();
    }

    private RawClient connect() {
        RawClient client = RawClient.connect(router.port());
        open.add(client);
        return client;
    }
}
