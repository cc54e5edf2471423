package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Heads over the limits: 8 KiB of headers, 100 of them, 4 KiB for the request line. */
class Row23LargeHeadIT {
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
    void aLongHeaderIsTooMuch() {
        refused(model.chat("", "X-Long: " + "x".repeat(9_000)), 431);
    }

    @Test
    void aThousandHeadersAreTooMany() {
        String[] headers =
                IntStream.range(0, 1000).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
        refused(model.chat("", headers), 431);
    }

    @Test
    void aThousandShortHeadersAreTooMany() {
        String[] headers = IntStream.range(0, 1000).mapToObj(i -> "a:b").toArray(String[]::new);
        refused(model.chat("", headers), 431);
    }

    @Test
    void aLongPathIsTooLong() {
        refused(SpotModel.post("/v1/" + "a".repeat(5_000), "{}"), 414);
    }

    @Test
    void aLongQueryIsTooLong() {
        refused(SpotModel.post("/v1/chat/completions?" + "a".repeat(5_000), "{}"), 414);
    }

    @Test
    void aMegabyteWithoutALineEndIsCutLongBeforeItsEnd() {
        try (RawClient client = model.connect()) {
            client.trySend("a".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.reply().isError(414);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void whatIsJustBelowTheLimitPasses() {
        assertThat(model.ask(model.chat("", "X-Long: " + "x".repeat(7_500))).text())
                .isEqualTo(SpotModel.answer(16));
    }

    private static void refused(String request, int status) {
        int before = model.asked().size();
        try (RawClient client = model.connect()) {
            RawReply reply = client.send(request).reply().isError(status);
            assertThat(reply.header("connection")).isEqualTo("close");
            assertThat(client.closes()).isTrue();
        }
        assertThat(model.asked()).hasSize(before);
    }
}
