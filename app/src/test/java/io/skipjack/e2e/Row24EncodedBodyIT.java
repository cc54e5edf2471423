package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies are not taken, so nothing is ever inflated. */
class Row24EncodedBodyIT {
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
    void aGzipBombIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        refused(SpotModel.post(
                "/v1/chat/completions", bomb.toString(StandardCharsets.ISO_8859_1), "Content-Encoding: gzip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "zstd", "identity, gzip", "x-unknown", "gzip, gzip"})
    void anyEncodingIsRefused(String encoding) {
        refused(model.chat("", "Content-Encoding: " + encoding));
    }

    @Test
    void aSecondHeaderDoesNotHideAnEncoding() {
        refused(model.chat("", "Content-Encoding: identity", "Content-Encoding: gzip"));
    }

    @Test
    void gzipAsTransferCodingIsRefusedToo() {
        String request = SpotModel.head("/v1/chat/completions", "Transfer-Encoding: gzip, chunked") + "0\r\n\r\n";
        model.ask(request).isError(400);
    }

    @Test
    void identityIsNoEncoding() {
        assertThat(model.ask(model.chat("", "Content-Encoding: identity")).status())
                .isEqualTo(200);
    }

    private static void refused(String request) {
        int before = model.asked().size();
        model.ask(request).isError(415);
        assertThat(model.asked()).hasSize(before);
    }
}
