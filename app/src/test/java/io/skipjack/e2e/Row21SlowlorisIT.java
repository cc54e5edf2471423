package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that hold a connection by sending hardly anything. Time-outs of the shared router: 1 s, idle 3 s. */
class Row21SlowlorisIT {
    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    @Test
    void headersThatDripAreCutShort() {
        try (RawClient client = model.connect()) {
            dripUntilAnswered(client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n"), "X-A: b\r\n");
            RawReply reply = client.reply().isError(408);
            assertThat(reply.header("connection")).isEqualTo("close");
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void aBodyThatDripsIsCutShort() {
        int before = model.asked().size();
        try (RawClient client = model.connect()) {
            dripUntilAnswered(client.send(SpotModel.head("/v1/chat/completions", "Content-Length: 1000000")), " ");
            client.reply().isError(408);
            assertThat(client.closes()).isTrue();
        }
        assertThat(model.asked()).hasSize(before);
    }

    @Test
    void aBodyThatStopsIsCutShort() {
        try (RawClient client = model.connect()) {
            client.send(SpotModel.head("/v1/chat/completions", "Content-Length: 1000"));
            client.reply().isError(408);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void aBodyThatKeepsComingMayTakeItsTime() {
        try (RawClient client = model.connect()) {
            String body = TestRouter.chatBody(model.model(), "");
            int pieces = 6;
            client.send(SpotModel.head("/v1/chat/completions", "Content-Length: " + (pieces * 20_000 + body.length())));
            for (int i = 0; i < pieces; i++) {
                pause(Duration.ofMillis(300));
                client.send(" ".repeat(20_000));
            }
            assertThat(client.send(body).reply().text()).isEqualTo(SpotModel.answer(16));
        }
    }

    @Test
    void anIdleConnectionIsClosedInSilence() {
        try (RawClient fresh = model.connect();
                RawClient used = model.connect()) {
            assertThat(used.send(model.chat("")).reply().status()).isEqualTo(200);
            assertThat(fresh.closes()).isTrue();
            assertThat(used.closes()).isTrue();
        }
    }

    /** Sends a piece ten times a second for as long as nothing comes back. */
    private static void dripUntilAnswered(RawClient client, String piece) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    boolean answered = client.hasNews();
                    if (!answered) {
                        client.send(piece);
                    }
                    return answered;
                });
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        await().pollInterval(Duration.ofMillis(20)).until(() -> System.nanoTime() > end);
    }
}
