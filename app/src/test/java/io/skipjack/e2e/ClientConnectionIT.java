package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What HTTP allows a client to do with its connection beyond one request and one answer. */
class ClientConnectionIT {
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
    void pipelinedRequestsAreAnsweredInOrder() {
        int before = model.asked().size();
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            all.append(
                    i % 5 == 0
                            ? "GET /nothing HTTP/1.1\r\nHost: a\r\nX-Request-Id: id-" + i + "\r\n"
                                    + "Authorization: Bearer " + TestRouter.KEY + "\r\n\r\n"
                            : model.chat(
                                    "\"stream\":" + (i % 2 == 0) + ",\"max_tokens\":" + i, "X-Request-Id: id-" + i));
        }
        try (RawClient client = model.connect()) {
            client.send(all.toString());
            for (int i = 1; i <= 30; i++) {
                RawReply reply = client.reply();
                assertThat(reply.header("x-request-id")).isEqualTo("id-" + i);
                if (i % 5 == 0) {
                    reply.isError(404);
                } else {
                    assertThat(reply.text()).isEqualTo(SpotModel.answer(i));
                }
            }
        }
        assertThat(model.asked()).hasSize(before + 24);
    }

    @Test
    void thousandsOfPipelinedRefusalsAreAnswered() {
        int count = 3_000;
        String one = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";
        try (RawClient client = model.connect()) {
            Thread.ofVirtual().start(() -> client.send(one.repeat(count)));
            assertThat(IntStream.range(0, count)
                            .map(i -> client.reply().status())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aRefusalWaitsItsTurnAndEndsTheConnection() {
        try (RawClient client = model.connect()) {
            client.send(model.chat("\"stream\":true,\"max_tokens\":200") + "POST / HTTP/1.1\r\n\r\n" + model.chat(""));
            assertThat(client.reply().text()).isEqualTo(SpotModel.answer(200));
            client.reply().isError(400);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void aConnectionIsKept() {
        try (RawClient client = model.connect()) {
            for (int i = 0; i < 5; i++) {
                RawReply reply =
                        client.send(model.chat("\"stream\":" + (i % 2 == 0))).reply();
                assertThat(reply.text()).isEqualTo(SpotModel.answer(16));
                assertThat(reply.header("connection")).isNull();
            }
        }
    }

    @Test
    void aConnectionEndsWhereTheClientSaysSo() {
        for (String more : List.of("", "\"stream\":true")) {
            try (RawClient client = model.connect()) {
                RawReply reply =
                        client.send(model.chat(more, "Connection: close")).reply();
                assertThat(reply.text()).isEqualTo(SpotModel.answer(16));
                assertThat(reply.header("connection")).isEqualTo("close");
                assertThat(client.closes()).isTrue();
            }
        }
    }

    @Test
    void anOldClientGetsAStreamThatEndsWithTheConnection() {
        try (RawClient client = model.connect()) {
            RawReply reply = client.send(model.chat("\"stream\":true").replace("HTTP/1.1", "HTTP/1.0"))
                    .reply();
            assertThat(reply.header("transfer-encoding")).isNull();
            assertThat(reply.header("content-length")).isNull();
            assertThat(reply.text()).isEqualTo(SpotModel.answer(16));
            assertThat(reply.body()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void anOldClientMayKeepItsConnection() {
        String request = model.chat("", "Connection: keep-alive").replace("HTTP/1.1", "HTTP/1.0");
        try (RawClient client = model.connect()) {
            RawReply first = client.send(request).reply();
            assertThat(first.header("connection")).isEqualToIgnoringCase("keep-alive");
            assertThat(client.send(request).reply().text()).isEqualTo(SpotModel.answer(16));
        }
    }

    @Test
    void anotherVersionIsRefused() {
        try (RawClient client = model.connect()) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").reply().isError(505);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void tlsOnThePlainPortIsRefused() {
        try (RawClient client = model.connect()) {
            client.send("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n");
            client.reply().isError(400);
            assertThat(client.closes()).isTrue();
        }
    }

    @Test
    void theContentTypeOfPlainCurlIsReadAsJson() {
        for (String type : List.of("application/x-www-form-urlencoded", "text/plain;charset=UTF-8", "")) {
            RawReply reply =
                    model.ask(model.chat("").replace("Content-Type: application/json", "Content-Type: " + type));
            assertThat(reply.text()).isEqualTo(SpotModel.answer(16));
            assertThat(model.asked().getLast().header("content-type")).isEqualTo("application/json");
        }
        assertThat(model.ask(model.chat("").replace("Content-Type: application/json\r\n", ""))
                        .text())
                .isEqualTo(SpotModel.answer(16));
        model.ask(model.chat("").replace("application/json", "application/xml")).isError(415);
    }

    @Test
    void realCurlStreams() throws IOException, InterruptedException {
        assumeThatCode(() -> new ProcessBuilder("curl", "--version").start().waitFor())
                .doesNotThrowAnyException();
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sSN",
                        "--max-time",
                        "20",
                        model.router().endpoint() + "/chat/completions",
                        "-H",
                        "Authorization: Bearer " + TestRouter.KEY,
                        "-d",
                        TestRouter.chatBody(model.model(), "\"stream\":true"))
                .redirectErrorStream(true)
                .start();
        String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(curl.waitFor()).as(body).isZero();
        assertThat(new RawReply(200, List.of(), body).text()).isEqualTo(SpotModel.answer(16));
    }

    @Test
    void realCurlReadsWhyItsLargeBodyIsRefused() throws IOException, InterruptedException {
        assumeThatCode(() -> new ProcessBuilder("curl", "--version").start().waitFor())
                .doesNotThrowAnyException();
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sS",
                        "--max-time",
                        "20",
                        "-H",
                        "Expect:",
                        model.router().endpoint() + "/chat/completions",
                        "--data-binary",
                        "@-")
                .redirectErrorStream(true)
                .start();
        Thread.ofVirtual().start(() -> {
            try (var to = curl.getOutputStream()) {
                to.write(new byte[40 << 20]);
            } catch (IOException refused) {
                // curl may stop reading
            }
        });
        String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(curl.waitFor()).as(body).isZero();
        assertThat(body).contains("larger than");
    }
}
