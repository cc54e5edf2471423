package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies over the limit (32 MiB), and clients that ask first. */
class Row22LargeBodyIT {
    private static final int LIMIT = 32 << 20;

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
    void aBodyAnnouncedTooLargeIsRefusedUnread() {
        try (RawClient client = model.connect()) {
            client.send(SpotModel.head("/v1/chat/completions", "Content-Length: " + (LIMIT + 1)));
            client.reply().isError(413);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void aClientThatSendsAllTheSameStillReadsWhy() {
        try (RawClient client = model.connect()) {
            client.send(SpotModel.head("/v1/chat/completions", "Content-Length: " + (LIMIT + 1)));
            boolean taken = client.trySend(new byte[8 << 20]);

            client.reply().isError(413);
            assertThat(taken).isTrue();
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void aClientThatNeverStopsSendingIsCut() {
        try (RawClient client = model.connect()) {
            client.send(SpotModel.head("/v1/chat/completions", "Content-Length: 999999999999"));
            byte[] piece = new byte[1 << 20];
            int taken = 0;
            while (taken < 1024 && client.trySend(piece)) {
                taken++;
            }
            assertThat(taken).isLessThan(1024);
        }
    }

    @Test
    void chunksBeyondTheLimitAreRefused() {
        byte[] spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        int before = model.asked().size();
        try (RawClient client = model.connect()) {
            client.send(SpotModel.head("/v1/chat/completions", "Transfer-Encoding: chunked"));
            for (int i = 0; i < 33; i++) {
                client.send("100000\r\n").send(spaces).send("\r\n");
            }
            client.reply().isError(413);
            assertThat(client.closes()).isTrue();
        }
        assertThat(model.asked()).hasSize(before);
    }

    @Test
    void whoAsksFirstIsToldToGoOn() {
        String body = TestRouter.chatBody(model.model(), "");
        try (RawClient client = model.connect()) {
            client.send(
                    SpotModel.head("/v1/chat/completions", "Content-Length: " + body.length(), "Expect: 100-continue"));
            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send(body).reply().text()).isEqualTo(SpotModel.answer(16));
        }
    }

    @Test
    void whoAsksFirstForTooMuchIsToldSo() {
        try (RawClient client = model.connect()) {
            client.send(
                    SpotModel.head("/v1/chat/completions", "Content-Length: " + (LIMIT + 1), "Expect: 100-continue"));
            RawReply first = client.head();
            assertThat(first.status()).isEqualTo(413);
            client.body(first).isError(413);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void anotherExpectationIsNotMet() {
        try (RawClient client = model.connect()) {
            client.send(model.chat("", "Expect: a-miracle"));
            client.reply().isError(417);
            assertThat(client.closes()).isTrue();
        }
    }

    /** A 100 in the middle of another answer would be taken for a part of it. */
    @Test
    void whoAsksWhileAnotherAnswerStreamsIsToldAfterwards() {
        String body = TestRouter.chatBody(model.model(), "");
        try (RawClient client = model.connect()) {
            client.send(model.chat("\"stream\":true,\"max_tokens\":300")
                    + SpotModel.head(
                            "/v1/chat/completions", "Content-Length: " + body.length(), "Expect: 100-continue"));
            assertThat(client.reply().text()).isEqualTo(SpotModel.answer(300));
            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send(body).reply().text()).isEqualTo(SpotModel.answer(16));
        }
    }
}
