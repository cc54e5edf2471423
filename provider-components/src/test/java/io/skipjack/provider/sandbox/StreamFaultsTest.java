package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.RawClient.Ending;
import io.skipjack.provider.sandbox.RawClient.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an answer can break in the middle, seen byte by byte. */
class StreamFaultsTest {
    private static final int TOKENS = 8;

    private final FakeEngine engine = FakeEngine.start(EngineSettings.defaults());
    private final int[] hello = TokenChain.chat("hello");

    @AfterEach
    void everyRequestIsAccountedFor() {
        await().atMost(Duration.ofSeconds(2)).until(() -> engine.counters().open() == 0);
        engine.close();
    }

    private Transcript chat(boolean stream, Fault... faults) throws IOException {
        engine.inject(faults);
        try (RawClient client = new RawClient(engine).quietAfter(500)) {
            return client.chat("hello", TOKENS, stream).readAll();
        } finally {
            engine.clearFaults();
        }
    }

    /** The client may see the reset before the engine has counted it. */
    private void countsBroken(int requests) {
        await().atMost(Duration.ofSeconds(2)).until(() -> engine.counters().broken() == requests);
    }

    private static String said(Transcript transcript) throws IOException {
        return RawClient.content(RawClient.events(transcript.text()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, TOKENS})
    void resetsAfterTokens(int tokens) throws Exception {
        Transcript transcript = chat(true, Fault.resetAfterTokens(tokens));

        assertThat(transcript.ending()).isEqualTo(Ending.RESET);
        assertThat(TokenChain.answerText(hello, tokens)).startsWith(said(transcript));
        assertThat(transcript.text()).doesNotContain("\"finish_reason\":\"", "[DONE]\n");
        countsBroken(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, TOKENS})
    void closesWithoutTheLastChunk(int tokens) throws Exception {
        Transcript transcript = chat(true, Fault.finAfterTokens(tokens));

        assertThat(transcript.ending()).isEqualTo(Ending.FIN);
        assertThat(transcript.terminated()).isFalse();
        assertThat(said(transcript)).isEqualTo(TokenChain.answerText(hello, tokens));
    }

    @Test
    void endsTheBodyWithoutAFinishReason() throws Exception {
        Transcript transcript = chat(true, Fault.endWithoutFinish(5));

        assertThat(transcript.terminated()).isTrue();
        assertThat(said(transcript)).isEqualTo(TokenChain.answerText(hello, 5));
        assertThat(transcript.text()).doesNotContain("\"finish_reason\":\"", "data: [DONE]\n");
    }

    @Test
    void saysErrorThenDone() throws Exception {
        Transcript transcript = chat(true, Fault.errorEventAfterTokens(3));

        assertThat(RawClient.events(transcript.text())
                        .getLast()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(500);
        assertThat(transcript.text()).contains("data: [DONE]\n");
        assertThat(said(transcript)).isEqualTo(TokenChain.answerText(hello, 3));
        assertThat(chat(false, Fault.errorEventAfterTokens(3)).text()).startsWith("HTTP/1.1 500 ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void finishesWithAbort(boolean stream) throws Exception {
        Transcript transcript = chat(stream, Fault.finishReason("abort", 3));

        assertThat(transcript.text()).contains("\"finish_reason\":\"abort\"");
        assertThat(transcript.terminated() || !stream).isTrue();
    }

    @Test
    void hangsBeforeHeadersAfterHeadersAndAfterTokens() throws Exception {
        Transcript before = chat(true, Fault.hangBeforeHeaders());
        assertThat(before).isEqualTo(new Transcript("", Ending.OPEN));

        Transcript after = chat(true, Fault.hangAfterHeaders());
        assertThat(after.ending()).isEqualTo(Ending.OPEN);
        assertThat(after.body()).isEmpty();

        Transcript middle = chat(true, Fault.hangAfterTokens(4));
        assertThat(middle.ending()).isEqualTo(Ending.OPEN);
        assertThat(said(middle)).isEqualTo(TokenChain.answerText(hello, 4));
        await().until(() -> engine.counters().cancelled() == 3);
    }

    @Test
    void resetsAWholeAnswerBeforeItsFirstByte() throws Exception {
        assertThat(chat(false, Fault.resetAfterTokens(3))).isEqualTo(new Transcript("", Ending.RESET));
        assertThat(chat(false, Fault.resetBeforeHeaders())).isEqualTo(new Transcript("", Ending.RESET));
    }

    @Test
    void resetsAfterBytes() throws Exception {
        Transcript none = chat(true, Fault.resetAfterBytes(0));
        assertThat(none.ending()).isEqualTo(Ending.RESET);

        Transcript whole = chat(false, Fault.resetAfterBytes(20));
        assertThat(whole.ending()).isEqualTo(Ending.RESET);
        countsBroken(2);
    }

    @Test
    void playsAScriptInOrderAndStopsWhenUsedUp() throws Exception {
        engine.inject(
                Fault.tooManyRequests(Duration.ofSeconds(7)).times(1),
                Fault.status(500).times(2));

        assertThat(once().text()).startsWith("HTTP/1.1 429 ").contains("retry-after: 7\r\n");
        assertThat(once().text()).startsWith("HTTP/1.1 500 ");
        assertThat(once().text()).startsWith("HTTP/1.1 500 ");
        assertThat(once().text()).startsWith("HTTP/1.1 200 ");
        assertThat(engine.faults()).isEmpty();
    }

    private Transcript once() throws IOException {
        try (RawClient client = new RawClient(engine)) {
            return client.chat("hello", 2, false).readAll();
        }
    }

    @Test
    void strikesOnlyThePoisonedPromptAndLeavesHealthAlone() throws Exception {
        engine.inject(Fault.status(500).whenBodyContains("poison"));

        assertThat(Asks.post(engine, "/v1/chat/completions", Asks.chat("poison"))
                        .statusCode())
                .isEqualTo(500);
        assertThat(Asks.post(engine, "/v1/chat/completions", Asks.chat("bread")).statusCode())
                .isEqualTo(200);
        assertThat(Asks.get(engine, "/health").statusCode()).isEqualTo(200);
        engine.inject(Fault.status(503).onPath("/health"));
        assertThat(Asks.get(engine, "/health").statusCode()).isEqualTo(503);
    }

    @Test
    void slowsDown() throws Exception {
        List<Long> nanos = List.of(timed(), timed(Fault.slow(30)));

        assertThat(nanos.get(1))
                .isGreaterThan(nanos.get(0) + Duration.ofMillis(100).toNanos());
    }

    private long timed(Fault... faults) throws IOException {
        long from = System.nanoTime();
        chat(true, faults);
        return System.nanoTime() - from;
    }

    @Test
    void killingResetsWhatStreams() throws Exception {
        try (RawClient client = new RawClient(engine)) {
            client.chat("long", 20_000, true).readUntil("content\":\" ");
            engine.kill();
            assertThat(client.readAll().ending()).isEqualTo(Ending.RESET);
        }
        countsBroken(1);
    }

    @Test
    void anInterruptionLetsStreamsEndAndThenKills() throws Exception {
        try (RawClient client = new RawClient(engine)) {
            client.chat("long", 100, true).readUntil("content\":\" ");
            engine.interrupt(Duration.ofMillis(600));
            assertThat(once().text()).startsWith("HTTP/1.1 503 ");
            assertThat(client.readAll().terminated()).isTrue();
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> FakeEngineTest.refuses(engine));
        engine.boot();
        assertThat(once().text()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersLaterAtAResultPath() throws Exception {
        engine.inject(Fault.seeOther(Duration.ofMillis(50)).times(1));
        var redirect = Asks.post(engine, "/v1/chat/completions", Asks.chat("hello", 3, false));
        assertThat(redirect.statusCode()).isEqualTo(303);
        String location = redirect.headers().firstValue("location").orElseThrow();

        JsonNode answer = Asks.json(Asks.get(engine, location));
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo(TokenChain.answerText(hello, 3));
        assertThat(Asks.get(engine, location).statusCode()).isEqualTo(404);
    }
}
