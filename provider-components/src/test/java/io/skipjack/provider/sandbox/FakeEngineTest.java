package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeEngineTest {
    private final FakeEngine engine = FakeEngine.start(EngineSettings.defaults());
    private final int[] hello = TokenChain.chat("hello");

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void answersAChatWithTheChain() throws Exception {
        JsonNode answer = Asks.json(Asks.post(engine, "/v1/chat/completions", Asks.chat("hello", 12, false)));

        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo(TokenChain.answerText(hello, 12));
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(hello.length);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void streamsAChatWithRoleFirstUsageAndTokenIds() throws Exception {
        ObjectNode body = Asks.chat("hello", 30, true).put("return_token_ids", true);
        body.putObject("stream_options").put("include_usage", true);
        String text = Asks.post(engine, "/v1/chat/completions", body).body();

        List<JsonNode> events = RawClient.events(text);
        assertThat(events.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(events.getFirst().path("prompt_token_ids")).isEqualTo(AnswerFormat.array(hello));
        assertThat(RawClient.content(events)).isEqualTo(TokenChain.answerText(hello, 30));
        assertThat(events.stream().flatMap(each -> ids(each)).mapToInt(i -> i).toArray())
                .isEqualTo(TokenChain.answer(hello, 30));
        assertThat(events.get(5).path("usage").isNull()).isTrue();
        assertThat(events.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(30);
        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(text).endsWith("data: [DONE]\n\n");
    }

    private static java.util.stream.Stream<Integer> ids(JsonNode event) {
        return Arrays.stream(Asks.ids(event.at("/choices/0/token_ids"))).boxed();
    }

    @Test
    void endsWithStopAtItsOwnLengthAndContinuesATokenExactPrompt() throws Exception {
        int[] whole = TokenChain.answer(hello, engine.settings().answerTokens());
        ObjectNode body =
                Json.object().put("model", Asks.MODEL).put("stream", true).putNull("max_tokens");
        body.set("prompt", AnswerFormat.array(TokenChain.concat(hello, Arrays.copyOf(whole, 6))));
        List<JsonNode> events =
                RawClient.events(Asks.post(engine, "/v1/completions", body).body());

        StringBuilder text = new StringBuilder(TokenChain.text(Arrays.copyOf(whole, 6)));
        events.forEach(event -> text.append(event.at("/choices/0/text").asText()));
        assertThat(text.toString()).isEqualTo(TokenChain.text(whole));
        assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void continuesAFinalAssistantMessage() throws Exception {
        int[] said = TokenChain.answer(hello, 10);
        ObjectNode body =
                Asks.chat("hello", 4, false).put("continue_final_message", true).put("add_generation_prompt", false);
        body.withArray("messages")
                .addObject()
                .put("role", "assistant")
                .put("content", TokenChain.text(Arrays.copyOf(said, 6)));

        assertThat(Asks.json(Asks.post(engine, "/v1/chat/completions", body))
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo(TokenChain.text(Arrays.copyOfRange(said, 6, 10)));
    }

    @Test
    void stopTextsNeverReachTheClient() throws Exception {
        int[] said = TokenChain.answer(hello, 20);
        String stop = TokenChain.text(said[7]).strip() + TokenChain.text(said[8]);
        for (boolean stream : new boolean[] {false, true}) {
            HttpResponse<String> answer = Asks.post(
                    engine,
                    "/v1/chat/completions",
                    Asks.chat("hello", 20, stream).put("stop", stop));
            String text = stream
                    ? RawClient.content(RawClient.events(answer.body()))
                    : Asks.json(answer).at("/choices/0/message/content").asText();

            assertThat(text).isEqualTo(TokenChain.text(Arrays.copyOf(said, 7)) + " ");
            assertThat(answer.body()).contains("\"finish_reason\":\"stop\"", "\"stop_reason\":\"");
        }
    }

    @Test
    void callsAToolWhenTold() throws Exception {
        ObjectNode body = Asks.chat("please use the tool", 5, true);
        body.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "look_up");
        List<JsonNode> events =
                RawClient.events(Asks.post(engine, "/v1/chat/completions", body).body());

        StringBuilder arguments = new StringBuilder();
        events.forEach(event -> arguments.append(
                event.at("/choices/0/delta/tool_calls/0/function/arguments").asText("")));
        assertThat(Json.MAPPER.readTree(arguments.toString()).path("text").asText())
                .isEqualTo(TokenChain.answerText(TokenChain.chat("please use the tool"), 5));
        assertThat(events.getLast().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        JsonNode whole = Asks.json(Asks.post(engine, "/v1/chat/completions", body.put("stream", false)));
        assertThat(whole.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo("look_up");
    }

    @Test
    void answersResponsesAndMessages() throws Exception {
        ObjectNode responses =
                Json.object().put("model", Asks.MODEL).put("input", "hello").put("max_output_tokens", 4);
        assertThat(Asks.json(Asks.post(engine, "/v1/responses", responses))
                        .at("/output/0/content/0/text")
                        .asText())
                .isEqualTo(TokenChain.answerText(hello, 4));
        assertThat(Asks.post(engine, "/v1/responses", responses.put("stream", true))
                        .body())
                .contains("event: response.created\n", "event: response.output_text.delta\n")
                .contains("event: response.completed\n");

        JsonNode message = Asks.json(Asks.post(engine, "/v1/messages", Asks.chat("hello", 4, false)));
        assertThat(message.at("/content/0/text").asText()).isEqualTo(TokenChain.answerText(hello, 4));
        assertThat(message.path("stop_reason").asText()).isEqualTo("max_tokens");
        assertThat(Asks.post(engine, "/v1/messages", Asks.chat("hello", 4, true))
                        .body())
                .startsWith("event: message_start\n")
                .contains("event: message_stop\n");
    }

    @Test
    void answersEmbeddingsScoresAndTokens() throws Exception {
        ObjectNode body = Json.object().put("model", Asks.MODEL).put("input", "hello");
        assertThat(Asks.json(Asks.post(engine, "/v1/embeddings", body)).at("/data/0/embedding"))
                .hasSize(16);
        body = Json.object().put("query", "q").put("model", Asks.MODEL);
        body.putArray("documents").add("a").add("b");
        assertThat(Asks.json(Asks.post(engine, "/v1/rerank", body)).path("results"))
                .hasSize(2);
        body = Json.object().put("text_1", "q").put("text_2", "a");
        assertThat(Asks.json(Asks.post(engine, "/v1/score", body))
                        .at("/data/0/score")
                        .isNumber())
                .isTrue();
        JsonNode tokens = Asks.json(Asks.post(engine, "/tokenize", Json.object().put("prompt", "hello wörld")));
        ObjectNode back = Json.object();
        back.set("tokens", tokens.path("tokens"));
        assertThat(Asks.json(Asks.post(engine, "/detokenize", back))
                        .path("prompt")
                        .asText())
                .isEqualTo("hello wörld");
    }

    @Test
    void hearsAndSpeaks() throws Exception {
        String form = "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\n" + Asks.MODEL
                + "\r\n--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF..\r\n--b--\r\n";
        try (RawClient client = new RawClient(engine)) {
            client.send("POST /v1/audio/transcriptions HTTP/1.1\r\nconnection: close\r\n"
                    + "content-type: multipart/form-data; boundary=b\r\ncontent-length: " + form.length() + "\r\n\r\n"
                    + form);
            byte[] body = client.readAll().body().getBytes(StandardCharsets.UTF_8);
            assertThat(Json.read(body).path("text").asText())
                    .isEqualTo(TokenChain.answerText(
                            AudioAnswers.heard("RIFF..".getBytes(StandardCharsets.US_ASCII)), 16));
        }
        ObjectNode speech = Json.object().put("model", Asks.MODEL).put("input", "hello");
        assertThat(Asks.post(engine, "/v1/audio/speech", speech).headers().firstValue("content-type"))
                .contains("audio/wav");
    }

    @Test
    void refusesAsVllmDoes() throws Exception {
        HttpResponse<String> unknown =
                Asks.post(engine, "/v1/chat/completions", Asks.chat("x").put("model", "nope"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Asks.json(unknown).at("/error/message").asText()).isEqualTo("The model `nope` does not exist.");
        assertThat(Asks.json(unknown).at("/error/code").asInt()).isEqualTo(404);

        HttpResponse<String> tooLong = Asks.post(engine, "/v1/chat/completions", Asks.chat("x", 100_000, false));
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.body()).contains("This model's maximum context length is 32768 tokens");

        assertThat(Asks.get(engine, "/nowhere").statusCode()).isEqualTo(404);
        assertThat(Asks.get(engine, "/v1/chat/completions").statusCode()).isEqualTo(405);
    }

    @Test
    void wantsItsKeyOnV1Only() throws Exception {
        try (FakeEngine guarded = FakeEngine.start(EngineSettings.defaults().withApiKey("k"))) {
            assertThat(Asks.get(guarded, "/v1/models").statusCode()).isEqualTo(401);
            assertThat(Asks.get(guarded, "/health").statusCode()).isEqualTo(200);
            assertThat(Asks.post(guarded, "/v1/chat/completions", Asks.chat("x"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void showsQueueAndTokensInMetrics() throws Exception {
        EngineSettings one = EngineSettings.defaults().withMaxRunning(1).withSpeed(1_000_000, Duration.ofMillis(20));
        try (FakeEngine small = FakeEngine.start(one);
                RawClient first = new RawClient(small);
                RawClient second = new RawClient(small)) {
            first.chat("a", 1000, true).readUntil("assistant");
            second.chat("b", 1000, true);
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(Asks.get(small, "/metrics").body())
                            .contains("vllm:num_requests_running{engine=\"0\",model_name=\"" + Asks.MODEL + "\"} 1.0")
                            .contains("vllm:num_requests_waiting{engine=\"0\",model_name=\"" + Asks.MODEL + "\"} 1.0"));
        }
    }

    @Test
    void stopsGeneratingWithin200MsOfTheClientLeaving() throws Exception {
        for (boolean stream : new boolean[] {true, false}) {
            long before = engine.counters().cancelled();
            RawClient client = new RawClient(engine).chat("long", 30_000, stream);
            await().until(() -> engine.counters().running() == 1);
            Instant left = Instant.now();
            client.close();
            await().atMost(Duration.ofSeconds(2)).until(() -> engine.counters().cancelled() == before + 1);
            assertThat(engine.counters().lastCancel()).isBefore(left.plusMillis(200));
            assertThat(engine.counters().open()).isZero();
        }
    }

    @Test
    void bootsAnswers503UntilReadyAndComesBackOnTheSamePort() throws Exception {
        try (FakeEngine slow = FakeEngine.start(EngineSettings.defaults().booting(Duration.ofMillis(300), false))) {
            assertThat(Asks.get(slow, "/health").statusCode()).isEqualTo(503);
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> Asks.get(slow, "/health").statusCode() == 200);
            slow.kill();
            assertThat(refuses(slow)).isTrue();
            slow.boot();
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> Asks.get(slow, "/health").statusCode() == 200);
        }
    }

    static boolean refuses(FakeEngine engine) {
        try (RawClient client = new RawClient(engine)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void recordsWhatItReceivedAndEchoesTheRequestId() throws Exception {
        try (RawClient client = new RawClient(engine)) {
            client.post(
                    "/v1/chat/completions?a=b", Asks.chat("x").toString(), "X-Request-Id: r-1", "connection: close");
            assertThat(client.readAll().text()).contains("x-request-id: r-1\r\n");
        }
        ReceivedRequest received = engine.received().getLast();
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        assertThat(received.header("x-request-id")).isEqualTo("r-1");
        assertThat(received.json().path("model").asText()).isEqualTo(Asks.MODEL);
    }
}
