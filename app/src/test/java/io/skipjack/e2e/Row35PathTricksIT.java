package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the paths of the allowlist, letter by letter, reach an engine. */
class Row35PathTricksIT {
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
                "/",
                "*",
                "/v1",
                "/v1/",
                "/v1/chat/completions/",
                "/v1//chat/completions",
                "//v1/chat/completions",
                "/V1/chat/completions",
                "/v1/../v1/chat/completions",
                "/v1/./chat/completions",
                "/v1/chat/completions/..",
                "/v1/chat/completions/../../../metrics",
                "/v1/audio/../../metrics",
                "/v1/audio/..",
                "/v1/audio/%2e%2e",
                "/v1/audio/a/b",
                "/v1/audio/",
                "/v1/%63hat/completions",
                "/v1%2fchat%2fcompletions",
                "/v1/chat/completions%00",
                "/v1/chat/completions;a=b",
                "/v1/chat/completions#a",
                "/v1/chat\\completions",
                "\\v1\\chat\\completions",
                "/%2e%2e/v1/chat/completions",
                "v1/chat/completions",
                "http://router/v1/chat/completions",
                "http://router:8081/actuator/health",
                "/metrics",
                "/health",
                "/invocations",
                "/pause",
                "/v1/load_lora_adapter",
                "/router/config",
                "/actuator/health",
                "/hawtio",
                "/jolokia",
                "/v1/modelsX",
                "/v1/models${sys.user.home}",
                "/v1/models/../chat/completions"
            })
    void isUnknown(String path) {
        int before = Fleet.received(model.engine()).size();
        RawReply reply = model.ask(SpotModel.post(path, TestRouter.chatBody(model.model(), "")));

        assertThat(reply.status()).isIn(404, 405);
        reply.isError(reply.status());
        assertThat(reply.body()).doesNotContain(System.getProperty("user.home"));
        assertThat(Fleet.received(model.engine())).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/modelsX", "/v1/models${sys.user.home}", "/v1/models/", "/v1/modelS", "/v1/../v1/models"})
    void isUnknownToReadersToo(String path) {
        RawReply reply = model.ask(
                "GET %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, TestRouter.KEY));

        assertThat(reply.isError(404).body()).contains(path).doesNotContain(System.getProperty("user.home"));
    }

    @Test
    void theQueryGoesAlongAsItIs() {
        assertThat(model.ask(SpotModel.post(
                                "/v1/chat/completions?a=b%20c&../x=http://y", TestRouter.chatBody(model.model(), "")))
                        .status())
                .isEqualTo(200);
        assertThat(model.asked().getLast().target()).isEqualTo("/v1/chat/completions?a=b%20c&../x=http://y");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, 405",
        "HEAD, /v1/chat/completions, 405",
        "OPTIONS, /v1/chat/completions, 405",
        "TRACE, /v1/chat/completions, 405",
        "CONNECT, /v1/chat/completions, 405",
        "PUT, /v1/chat/completions, 405",
        "PATCH, /v1/chat/completions, 405",
        "DELETE, /v1/chat/completions, 405",
        "PROPFIND, /v1/chat/completions, 405",
        "post, /v1/chat/completions, 405",
        "DELETE, /v1/models, 405",
        "HEAD, /v1/models, 405",
        "OPTIONS, *, 404",
        "CONNECT, router:8081, 404",
        "GET, /nothing, 404",
        "HEAD, /nothing, 404",
        "TRACE, /, 404",
    })
    void anotherMethodIsRefusedInOpenAiWords(String method, String path, int status) {
        try (RawClient client = model.connect()) {
            client.send("%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nCookie: canary-35\r\n\r\n"
                    .formatted(method, path, TestRouter.KEY));
            RawReply reply = client.head();
            assertThat(reply.status()).isEqualTo(status);
            if (method.equals("HEAD")) {
                assertThat(reply.header("content-length")).isNotEqualTo("0");
            } else {
                assertThat(client.body(reply).isError(status).body()).doesNotContain("canary");
            }
            assertThat(client.send(model.chat("")).reply().text())
                    .as("the connection is in step")
                    .isEqualTo(SpotModel.answer(16));
        }
    }
}
