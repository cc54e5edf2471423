package io.skipjack.openai;

import static io.skipjack.openai.Requests.CHAT;
import static io.skipjack.openai.Requests.chat;
import static io.skipjack.openai.Requests.read;
import static io.skipjack.openai.Requests.refused;
import static io.skipjack.openai.Requests.refusedChat;
import static io.skipjack.openai.Requests.text;
import static io.skipjack.openai.Requests.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceRequestReaderTest {
    private static final String JSON = "application/json";

    @Test
    void readsTheFourFields() throws OpenAiException {
        InferenceRequest request = chat("""
                {"messages":[{"role":"user","content":"model"}],"model":"Qwen/Qwen3-0.6B","user":"u-1",
                 "stream":true,"stream_options":{"include_usage":true},"temperature":0.1}""");

        assertThat(request.operation()).isEqualTo(Operation.CHAT);
        assertThat(request.path()).isEqualTo(CHAT);
        assertThat(request.model()).isEqualTo("Qwen/Qwen3-0.6B");
        assertThat(request.user()).isEqualTo("u-1");
        assertThat(request.stream()).isTrue();
        assertThat(request.usageWanted()).isTrue();
    }

    @Test
    void readsOnlyTheTopLevel() throws OpenAiException {
        InferenceRequest request = chat("""
                {"metadata":{"model":"inner","stream":true},"messages":[{"user":"inner","stream":"yes"}],"model":"outer"}""");

        assertThat(request.model()).isEqualTo("outer");
        assertThat(request.stream()).isFalse();
        assertThat(request.user()).isNull();
    }

    @Test
    void readsAKeyWrittenWithEscapes() throws OpenAiException {
        assertThat(chat("{\"mod\\u0065l\":\"m\"}").model()).isEqualTo("m");
    }

    @Test
    void takesNullForAbsent() throws OpenAiException {
        InferenceRequest request = chat("{\"model\":null,\"stream\":null,\"user\":null}");

        assertThat(request.model()).isNull();
        assertThat(request.user()).isNull();
        assertThat(request.stream()).isFalse();
    }

    @Test
    void forwardsTheSameBytesWhenNothingIsToBeAdded() throws OpenAiException {
        byte[] body = utf8("  { \"model\" : \"m\", \"unknown_field\": 1e5, \"x\": \"\\u00e9é\" }\n");

        assertThat(read(CHAT, JSON, body).body()).isSameAs(body);
    }

    @Test
    void leavesStreamOptionsOfANonStreamedRequestAlone() throws OpenAiException {
        byte[] body = utf8("{\"model\":\"m\",\"stream\":false,\"stream_options\":{\"include_usage\":false}}");

        assertThat(read(CHAT, JSON, body).body()).isSameAs(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/v1/messages", "/v1/embeddings", "/tokenize", "/v1/audio/speech"})
    void addsNothingWhereUsageComesAnyway(String path) throws OpenAiException {
        byte[] body = utf8("{\"model\":\"m\",\"stream\":true}");
        InferenceRequest request = read(path, JSON, body);

        assertThat(request.body()).isSameAs(body);
        assertThat(request.usageWanted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true,\"model\":\"m\"}|{\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"m\"}",
                "{ \"stream\" : true }|{\"stream_options\":{\"include_usage\":true}, \"stream\" : true }",
                "{\"stream_options\":null,\"stream\":true}|{\"stream_options\":{\"include_usage\":true},\"stream\":true}",
                "{\"stream_options\": {} ,\"stream\":true}|{\"stream_options\": {\"include_usage\":true} ,\"stream\":true}",
                "{\"stream\":true,\"stream_options\":{ \"a\":{\"include_usage\":5} }}|{\"stream\":true,\"stream_options\":{\"include_usage\":true, \"a\":{\"include_usage\":5} }}",
                "{\"stream\":true,\"stream_options\":{\"a\":[1],\"include_usage\" : false}}|{\"stream\":true,\"stream_options\":{\"a\":[1],\"include_usage\" : true}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":null,\"b\":1}}|{\"stream\":true,\"stream_options\":{\"include_usage\":true,\"b\":1}}",
            })
    void asksForUsageByTheSmallestEdit(String body, String forwarded) throws OpenAiException {
        for (String path : new String[] {CHAT, "/v1/completions"}) {
            InferenceRequest request = read(path, JSON, utf8(body));

            assertThat(text(request.body())).isEqualTo(forwarded);
            assertThat(request.usageWanted()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":\"yes\"}|stream",
                "{\"stream\":1}|stream",
                "{\"stream\":{}}|stream",
                "{\"model\":5}|model",
                "{\"model\":[\"m\"]}|model",
                "{\"model\":\"\"}|model",
                "{\"model\":\"  \"}|model",
                "{\"user\":5}|user",
                "{\"stream_options\":true}|stream_options",
                "{\"stream_options\":[]}|stream_options",
                "{\"stream_options\":{\"include_usage\":\"true\"}}|stream_options.include_usage",
                "{\"stream_options\":{\"include_usage\":1}}|stream_options.include_usage",
            })
    void namesTheFieldOfAWrongType(String body, String field) {
        OpenAiError error = refusedChat(body);

        assertThat(error.status()).isEqualTo(400);
        assertThat(error.type()).isEqualTo("invalid_request_error");
        assertThat(error.param()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/x",
                "file:///etc/passwd",
                "../../lora",
                "a/../b",
                "m\\u0000",
                "m\\r\\nX: y",
                "m\\u2028",
                "m\\u202eX"
            })
    void refusesAModelThatIsNoName(String model) {
        assertThat(refusedChat("{\"model\":\"" + model + "\"}").param()).isEqualTo("model");
    }

    @Test
    void limitsTheLengthOfAModelName() throws OpenAiException {
        assertThat(chat("{\"model\":\"" + "m".repeat(256) + "\"}").model()).hasSize(256);
        assertThat(refusedChat("{\"model\":\"" + "m".repeat(257) + "\"}").param())
                .isEqualTo("model");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "application/json",
                "Application/JSON;Charset=\"UTF-8\"",
                "application/json; charset=utf8",
                "application/x-www-form-urlencoded",
                "text/plain; charset=us-ascii",
                "application/json; profile=\"a;b\""
            })
    void readsJsonUnderTheTypesItComesBy(@Nullable String contentType) throws OpenAiException {
        InferenceRequest request = read(CHAT, contentType, utf8("{\"model\":\"m\"}"));

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml",
                "application/json; charset=utf-16",
                "image/png",
                "json",
                "application/jsonx",
                "multipart/form-data; boundary=x",
                "application/octet-stream"
            })
    void refusesOtherTypes(String contentType) {
        assertThat(refused(CHAT, contentType, utf8("{\"model\":\"m\"}")).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json\r\nX: y",
                "application/json; charset=a; charset=utf-8",
                "text/plain; charset=\"u\\tf\""
            })
    void refusesAMalformedContentType(String contentType) {
        assertThat(refused(CHAT, contentType, utf8("{}")).status()).isEqualTo(400);
    }

    @Test
    void refusesPathsAndSizesAndQueriesOutsideTheLimits() {
        InferenceRequestReader reader = new InferenceRequestReader(
                new ReaderLimits(20, 100, 100, 100, Set.of()), PathAllowlist.of(PathAllowlist.DEFAULT_PATTERNS));

        assertThatThrownBy(() -> reader.read("/v1/../pause", null, JSON, utf8("{}")))
                .isInstanceOfSatisfying(
                        OpenAiException.class,
                        e -> assertThat(e.error().status()).isEqualTo(404));
        assertThatThrownBy(() -> reader.read(CHAT, null, JSON, new byte[21]))
                .isInstanceOfSatisfying(
                        OpenAiException.class,
                        e -> assertThat(e.error().status()).isEqualTo(413));
        assertThatThrownBy(() -> reader.read(CHAT, "a\r\nb", JSON, utf8("{}")))
                .isInstanceOfSatisfying(
                        OpenAiException.class,
                        e -> assertThat(e.error().status()).isEqualTo(400));
    }

    @Test
    void refusesAnEmptyBody() {
        assertThat(refused(CHAT, null, new byte[0]).status()).isEqualTo(400);
        assertThat(refusedChat("  \n").status()).isEqualTo(400);
    }
}
