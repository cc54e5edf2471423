package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.RawClient.Ending;
import io.skipjack.provider.sandbox.RawClient.Transcript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the bytes around an answer can be odd or wrong. */
class WireFaultsTest {
    private final FakeEngine engine = FakeEngine.start(EngineSettings.defaults());
    private final String hello = TokenChain.answerText(TokenChain.chat("hello"), 4);

    @AfterEach
    void close() {
        engine.close();
    }

    private Transcript chat(boolean stream, Fault... faults) throws IOException {
        engine.clearFaults();
        engine.inject(faults);
        try (RawClient client = new RawClient(engine).quietAfter(500)) {
            return client.chat("hello", 4, stream).readAll();
        }
    }

    /** Through the JDK's client, which must make sense of what is odd but legal. */
    private String content(Fault... faults) throws IOException, InterruptedException {
        engine.clearFaults();
        engine.inject(faults);
        HttpResponse<String> answer = Asks.post(engine, "/v1/chat/completions", Asks.chat("hello", 4, true));
        assertThat(answer.statusCode()).isEqualTo(200);
        return RawClient.content(RawClient.events(answer.body()));
    }

    @Test
    void oddButLegalAnswersStillCarryTheChain() throws Exception {
        assertThat(content(Fault.crlf())).isEqualTo(hello);
        assertThat(content(Fault.dribble())).isEqualTo(hello);
        assertThat(content(Fault.dribble(), Fault.crlf())).isEqualTo(hello);
        assertThat(content(Fault.chunkExtensions())).isEqualTo(hello);
        assertThat(content(Fault.trailers())).isEqualTo(hello);
        assertThat(content(Fault.contentLength())).isEqualTo(hello);
        assertThat(content(Fault.closeDelimited())).isEqualTo(hello);
        assertThat(content(Fault.hugeEvent(1 << 20))).isEqualTo(hello);
    }

    @Test
    void theOddityIsReallyThere() throws Exception {
        assertThat(chat(true, Fault.crlf()).text()).contains("data: [DONE]\r\n\r\n");
        assertThat(chat(true, Fault.dribble()).text())
                .contains("\r\n1\r\nd\r\n1\r\na\r\n1\r\nt\r\n1\r\na\r\n1\r\n:\r\n");
        assertThat(chat(true, Fault.chunkExtensions()).text()).contains(";ext=\"a;b\"\r\n");
        assertThat(chat(true, Fault.trailers()).text())
                .endsWith("\r\nx-checksum: 5eed\r\nserver-timing: total;dur=1\r\n\r\n");
        assertThat(chat(true, Fault.contentLength()).text())
                .contains("content-length: ")
                .doesNotContain("chunked");
        assertThat(chat(true, Fault.closeDelimited()).text()).doesNotContain("content-length", "chunked");
        assertThat(chat(true, Fault.hugeEvent(1 << 20)).text()).hasSizeGreaterThan(1 << 20);
        assertThat(chat(false, Fault.setCookies(3)).text()).contains("set-cookie: c1=v1", "set-cookie: c3=v3");
        assertThat(chat(false, Fault.informational()).text())
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 ")
                .contains("HTTP/1.1 200 OK");
    }

    @Test
    void illegalHeads() throws Exception {
        assertThat(chat(false, Fault.garbageStatusLine()).text()).startsWith("HTPP/banana");
        assertThat(chat(false, Fault.garbageHeaders()).text()).contains("\r\nthis line is no header\r\n");
        assertThat(chat(false, Fault.oversizedHeaders(70_000)).text()).hasSizeGreaterThan(70_000);
    }

    @Test
    void cutsAWholeAnswerShortOfItsLength() throws Exception {
        Transcript transcript = chat(false, Fault.cutShort(10));

        int announced = Integer.parseInt(transcript.text().replaceFirst("(?s).*content-length: (\\d+).*", "$1"));
        assertThat(transcript.body().getBytes(StandardCharsets.UTF_8)).hasSize(announced - 10);
        assertThat(transcript.ending()).isEqualTo(Ending.FIN);
    }

    @Test
    void compressesUnasked() throws Exception {
        engine.inject(Fault.gzip());
        for (boolean stream : new boolean[] {true, false}) {
            HttpRequest request = HttpRequest.newBuilder(engine.rootUri().resolve("/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            Asks.chat("hello", 4, stream).toString()))
                    .build();
            HttpResponse<byte[]> answer = Asks.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
            String text = new String(
                    new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(stream ? RawClient.content(RawClient.events(text)) : text)
                    .contains(stream ? hello : Json.escape(hello));
        }
    }

    @Test
    void redirectsElsewhere() throws Exception {
        Transcript transcript = chat(false, Fault.redirect(307, URI.create("http://evil.example/")));

        assertThat(transcript.text()).startsWith("HTTP/1.1 307 ").contains("location: http://evil.example/\r\n");
    }

    @Test
    void answersBeforeTheBodyIsRead() throws Exception {
        engine.inject(Fault.earlyAnswer(413));
        try (RawClient client = new RawClient(engine)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\ncontent-length: 1000000\r\n\r\n{");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void refusesConnectionsAndThenListensAgain() throws Exception {
        engine.inject(Fault.refuseConnections());
        assertThat(FakeEngineTest.refuses(engine)).isTrue();
        engine.clearFaults();
        assertThat(FakeEngineTest.refuses(engine)).isFalse();
    }

    @Test
    void acceptsAndSaysNothing() throws Exception {
        assertThat(chat(true, Fault.acceptThenNothing())).isEqualTo(new Transcript("", Ending.OPEN));
        assertThat(engine.received()).isEmpty();
    }

    @Test
    void answersExpectContinueAndChunkedBodiesAndKeepsTheConnection() throws Exception {
        String body = Asks.chat("hello", 4, false).toString();
        String chunked =
                "POST /v1/chat/completions HTTP/1.1\r\ntransfer-encoding: chunked\r\nexpect: 100-continue\r\n\r\n"
                        + Integer.toHexString(body.length()) + ";x=y\r\n" + body + "\r\n0\r\nt: v\r\n\r\n";
        try (RawClient client = new RawClient(engine)) {
            assertThat(client.send(chunked).readUntil("kv_transfer_params\":null}"))
                    .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n");
            assertThat(client.post("/v1/chat/completions", body).readUntil("kv_transfer_params\":null}"))
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void everyFaultCanBeNamed() {
        for (FaultKind kind : FaultKind.values()) {
            assertThat(FaultKind.of(kind.word())).contains(kind);
            assertThat(kind.meaning()).isNotBlank();
        }
        assertThat(FaultKind.of("reset-after")).contains(FaultKind.RESET_AFTER_TOKENS);
    }
}
