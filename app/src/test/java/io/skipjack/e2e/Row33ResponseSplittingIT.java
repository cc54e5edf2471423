package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client makes the router repeat cannot become a header or a second answer. */
class Row33ResponseSplittingIT {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\r\\nX-Split: yes",
                "a\\r\\n\\r\\nHTTP/1.1 200 OK",
                "a\\u000d\\u000aX-Split: yes",
                "a\\u0000b",
                "a\u00e5\u0098\u008a\u00e5\u0098\u008dX-Split: yes",
                "\\\"}}<script>"
            })
    void throughTheModel(String name) {
        RawReply reply = model.ask(SpotModel.post("/v1/chat/completions", "{\"model\":\"" + name + "\"}"));

        assertThat(reply.status()).isIn(400, 404);
        reply.isError(reply.status());
        assertThat(reply.header("x-split")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a%0d%0aX-Split:%20yes",
                "\u00e5\u0098\u008a\u00e5\u0098\u008d",
                "a\u0085b",
                "<script>",
                "a\"b",
                ""
            })
    void throughTheRequestId(String id) {
        RawReply reply = model.ask(model.chat("", "X-Request-Id: " + id));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-request-id")).matches("req_[0-9a-f]{32}");
        assertThat(model.asked().getLast().headerValues("x-request-id")).containsExactly(reply.header("x-request-id"));
    }

    @Test
    void aLongRequestIdIsReplaced() {
        assertThat(model.ask(model.chat("", "X-Request-Id: " + "a".repeat(129))).header("x-request-id"))
                .startsWith("req_");
    }

    @Test
    void aHarmlessRequestIdIsKept() {
        RawReply reply = model.ask(model.chat("", "X-Request-Id: my-id_1:2.3"));

        assertThat(reply.header("x-request-id")).isEqualTo("my-id_1:2.3");
        assertThat(model.asked().getLast().header("x-request-id")).isEqualTo("my-id_1:2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/models/a%0d%0aX-Split:%20yes", "/v1/a%0d%0aX-Split:yes", "/v1/models/%00", "/v1/models/%"})
    void throughThePath(String path) {
        RawReply reply =
                model.ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").isError(404);

        assertThat(reply.header("x-split")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "Openai-Beta", "Traceparent", "X-Session-Id", "Content-Type"})
    void throughAHeaderThatIsPassedOn(String name) {
        int before = model.asked().size();
        try (RawClient client = model.connect()) {
            client.send(model.chat("", name + ": a\rX-Split: yes")).reply().isError(400);
            assertThat(client.closes()).isTrue();
        }
        assertThat(model.asked()).hasSize(before);
    }
}
