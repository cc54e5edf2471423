package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine makes of the parameters that a request may carry so that its answer can be continued. */
class EngineParametersTest {
    private static final EngineSettings QUICK = EngineSettings.defaults()
            .withSpeed(1_000_000, Duration.ZERO)
            .withAnswerTokens(20)
            .withMaxModelLen(100);

    private final int[] hello = TokenChain.chat("hello");
    private final FakeEngine engine = FakeEngine.start(QUICK);

    @AfterEach
    void close() {
        engine.close();
    }

    private static ObjectNode completion(String prompt) {
        return Json.object().put("model", Asks.MODEL).put("prompt", prompt);
    }

    private HttpResponse<String> complete(ObjectNode body) throws Exception {
        return Asks.post(engine, "/v1/completions", body);
    }

    @Test
    void aCompletionWithoutALengthHas16TokensAndWithNoneItsNaturalLength() throws Exception {
        JsonNode absent = Asks.json(complete(completion("x")));
        assertThat(absent.at("/usage/completion_tokens").asInt()).isEqualTo(16);
        assertThat(absent.at("/choices/0/finish_reason").asText()).isEqualTo("length");

        JsonNode none = Asks.json(complete(completion("x").putNull("max_tokens")));
        assertThat(none.at("/usage/completion_tokens").asInt()).isEqualTo(20);
        assertThat(none.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void idsOfThePromptStandInTheFirstChunkOfAChatAndInTheFirstChoiceOfACompletion() throws Exception {
        List<JsonNode> chat = Streamed.chat(engine, Asks.chat("hello").put("return_token_ids", true))
                .events();
        assertThat(Asks.ids(chat.getFirst().path("prompt_token_ids"))).isEqualTo(hello);
        assertThat(chat.get(1).has("prompt_token_ids")).isFalse();

        List<JsonNode> plain =
                Streamed.completion(engine, Streamed.after(hello)).events();
        assertThat(plain.getFirst().has("prompt_token_ids")).isFalse();
        assertThat(Asks.ids(plain.getFirst().at("/choices/0/prompt_token_ids"))).isEqualTo(hello);
        assertThat(plain.getFirst().at("/choices/0/token_ids")).hasSize(1);
        assertThat(plain.get(1).at("/choices/0").has("prompt_token_ids")).isFalse();

        JsonNode whole = Asks.json(complete(Streamed.after(hello)));
        assertThat(Asks.ids(whole.at("/choices/0/prompt_token_ids"))).isEqualTo(hello);
        assertThat(Asks.ids(whole.at("/choices/0/token_ids"))).isEqualTo(TokenChain.answer(hello, 20));
    }

    @Test
    void echoesThePromptWithTheFirstTokenButNotWhereIdsAreAskedFor() throws Exception {
        int[] ids = TokenChain.encode("Say it");
        String answer = TokenChain.answerText(ids, 16);
        ObjectNode body = completion("Say it").put("echo", true);
        Streamed echoed = Streamed.completion(engine, body);
        assertThat(echoed.text()).isEqualTo("Say it" + answer);
        assertThat(echoed.events().getFirst().at("/choices/0/text").asText())
                .isEqualTo("Say it" + TokenChain.answerText(ids, 1));

        body.put("return_token_ids", true);
        assertThat(Streamed.completion(engine, body).text()).isEqualTo(answer);
        assertThat(Asks.json(complete(body.put("stream", false)))
                        .at("/choices/0/text")
                        .asText())
                .isEqualTo(answer);
    }

    @Test
    void tellsTheUsageSoFarInEveryChunkWhenAsked() throws Exception {
        ObjectNode body = Asks.chat("hello");
        body.putObject("stream_options").put("include_usage", true).put("continuous_usage_stats", true);
        List<JsonNode> chat = Streamed.chat(engine, body).events();
        for (int i = 0; i <= 20; i++) {
            assertThat(chat.get(i).at("/usage/completion_tokens").asInt()).isEqualTo(i);
            assertThat(chat.get(i).at("/usage/total_tokens").asInt()).isEqualTo(hello.length + i);
        }
        body.remove("messages");
        List<JsonNode> plain =
                Streamed.completion(engine, body.put("prompt", "x")).events();
        assertThat(plain.get(3).at("/usage/completion_tokens").asInt()).isEqualTo(4);
        assertThat(plain.getLast().path("choices")).isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        assertThat(complete(Streamed.after(new int[] {TokenChain.VOCABULARY})).body())
                .contains("Token id 69896 is out of vocabulary");
        assertThat(complete(Streamed.after(new int[] {-1})).statusCode()).isEqualTo(400);
        int[] prompt = Arrays.copyOf(hello, 90);
        assertThat(complete(Streamed.after(prompt).put("max_tokens", 10)).statusCode())
                .isEqualTo(200);
        assertThat(complete(Streamed.after(prompt).put("max_tokens", 11)).statusCode())
                .isEqualTo(400);
        assertThat(complete(Streamed.after(Arrays.copyOf(hello, 100))).statusCode())
                .isEqualTo(400);
        ObjectNode both = Streamed.continued(Asks.chat("hello"), " a").put("add_generation_prompt", true);
        assertThat(Asks.post(engine, "/v1/chat/completions", both).body())
                .contains("Cannot set both `continue_final_message` and `add_generation_prompt` to True.");
    }

    @Test
    void aStrictEngineRefusesWhatOpenAiDoesNotKnow() throws Exception {
        try (FakeEngine strict = FakeEngine.start(QUICK.withStrictParameters())) {
            HttpResponse<String> refused =
                    Asks.post(strict, "/v1/chat/completions", Asks.chat("x").put("return_token_ids", true));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(Asks.json(refused).at("/error/message").asText())
                    .isEqualTo("Unrecognized request argument supplied: return_token_ids");
            assertThat(Asks.json(refused).at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(Asks.json(refused).at("/error/code").isNull()).isTrue();
            ObjectNode usage = Asks.chat("x");
            usage.putObject("stream_options").put("continuous_usage_stats", true);
            assertThat(Asks.post(strict, "/v1/chat/completions", usage).body())
                    .contains("Unknown parameter: 'stream_options.continuous_usage_stats'.");
            assertThat(Asks.post(strict, "/v1/chat/completions", Asks.chat("x", 3, false))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aForeignEngineIgnoresThemAndOpensANewTurn() throws Exception {
        try (FakeEngine foreign = FakeEngine.start(QUICK.withoutTokenIds())) {
            String said = TokenChain.answerText(hello, 5);
            ObjectNode body = Streamed.continued(Asks.chat("hello"), said).put("return_token_ids", true);
            Streamed answer = Streamed.chat(foreign, body);
            int[] newTurn =
                    TokenChain.concat(TokenChain.turn("user", "hello"), TokenChain.turn("assistant", said), new int[] {
                        TokenChain.ASSISTANT
                    });

            assertThat(answer.text()).isEqualTo(TokenChain.answerText(newTurn, 20));
            assertThat(answer.ids()).isEmpty();
            assertThat(answer.promptIds()).isEmpty();
        }
    }
}
