package io.skipjack.openai;

import static io.skipjack.openai.Requests.text;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiErrorJsonTest {

    @Test
    void writesAllFourKeys() {
        assertThat(text(OpenAiErrorJson.write(OpenAiErrors.invalidRequest("no", null))))
                .isEqualTo(
                        "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
        assertThat(text(OpenAiErrorJson.write(OpenAiErrors.modelNotFound("x", List.of("b", "a")))))
                .isEqualTo(
                        "{\"error\":{\"message\":\"The model 'x' does not exist. Available: 'a', 'b'.\",\"type\":\"invalid_request_error\","
                                + "\"param\":\"model\",\"code\":\"model_not_found\"}}");
    }

    @Test
    void sortsByStatus() {
        assertThat(List.of(
                        OpenAiErrors.unauthorized(),
                        OpenAiErrors.pathNotFound("GET", "/x"),
                        OpenAiErrors.methodNotAllowed("PUT", "/x"),
                        OpenAiErrors.requestTimeout(),
                        OpenAiErrors.payloadTooLarge(5),
                        OpenAiErrors.unsupportedMediaType("x"),
                        OpenAiErrors.rateLimited("x", Duration.ofSeconds(1)),
                        OpenAiErrors.headersTooLarge(),
                        OpenAiErrors.internal(),
                        OpenAiErrors.badGateway(),
                        OpenAiErrors.unavailable("x", Duration.ofSeconds(1)),
                        OpenAiErrors.gatewayTimeout()))
                .extracting(OpenAiError::status)
                .containsExactly(401, 404, 405, 408, 413, 415, 429, 431, 500, 502, 503, 504);
    }

    @Test
    void keepsListsAndEchoesShort() {
        List<String> many = IntStream.range(0, 500).mapToObj(i -> "model-" + i).toList();

        assertThat(OpenAiErrors.modelNotFound(null, many).message())
                .contains("names no model", "and 450 more")
                .hasSizeLessThan(2000);
        assertThat(OpenAiErrors.modelNotFound("x", List.of()).message()).contains("No model is deployed");
        assertThat(OpenAiErrors.pathNotFound("GET", "/" + "x".repeat(10_000)).message())
                .hasSizeLessThan(400);
    }

    @Property(tries = 2000)
    void anyTextSurvivesAndBreaksNothing(@ForAll String message) {
        byte[] json = OpenAiErrorJson.write(OpenAiErrors.invalidRequest(message, message));
        Map<?, ?> error =
                (Map<?, ?>) Objects.requireNonNull(JsonTree.object(json).get("error"));

        assertThat(error.get("message"))
                .isEqualTo(new String(utf8Lenient(message), java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Utf8Scan.scan(json)).isNull();
        for (byte b : json) {
            assertThat(b == '\n' || b == '\r' || b == 0).isFalse();
        }
    }

    @Test
    void escapesControlCharactersAndHalfSurrogates() {
        String json =
                text(OpenAiErrorJson.write(OpenAiErrors.invalidRequest("a\n\u0000\u007F\"\\\ud800b\udc00é😀", null)));

        assertThat(json).contains("a\\u000a\\u0000\\u007f\\\"\\\\\uFFFDb\uFFFDé😀");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void writesAnEventThatOurOwnInspectorTakesForAnError(Operation operation) {
        for (byte[] event : List.of(
                OpenAiErrorJson.sse(OpenAiErrors.gatewayTimeout(), operation),
                OpenAiErrorJson.interrupted(OpenAiErrors.streamInterrupted(), operation, new BitSet()))) {
            EventInspector inspector = new EventInspector(operation);

            assertThat(new SseFramer(10_000).next(event, 0, event.length)).isEqualTo(event.length);
            assertThat(inspector.inspect(event, 0, event.length) & EventInspector.ERROR)
                    .isEqualTo(EventInspector.ERROR);
            assertThat(inspector.whole()).isFalse();
            assertThat(text(event)).doesNotContain("[DONE]").endsWith("}\n\n");
        }
    }

    @Test
    void endsAnInterruptedStreamWithEachOpenChoice() {
        BitSet open = BitSet.valueOf(new long[] {0b101});
        OpenAiError error = new OpenAiError(502, "upstream_interrupted", "stream_interrupted", "cut", null, null);

        assertThat(text(OpenAiErrorJson.interrupted(error, Operation.CHAT, open)))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"cut\",\"type\":\"upstream_interrupted\",\"param\":null,\"code\":\"stream_interrupted\"},"
                                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"},{\"index\":2,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n");
        assertThat(text(OpenAiErrorJson.interrupted(error, Operation.COMPLETIONS, new BitSet())))
                .contains("\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"error\"}]");
        assertThat(text(OpenAiErrorJson.interrupted(error, Operation.MESSAGES, open)))
                .isEqualTo(
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"cut\"}}\n\n");
    }

    /** As {@link JsonBytes} does: half a surrogate pair becomes U+FFFD. */
    private static byte[] utf8Lenient(String text) {
        StringBuilder sound = new StringBuilder();
        text.codePoints().forEach(c -> sound.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return utf8(sound.toString());
    }
}
