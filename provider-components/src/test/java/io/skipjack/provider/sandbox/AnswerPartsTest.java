package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.TokenChain.Characters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are more than one stretch of text, and log probabilities. */
class AnswerPartsTest {
    private static final EngineSettings QUICK =
            EngineSettings.defaults().withSpeed(1_000_000, Duration.ZERO).withAnswerTokens(20);

    private final int[] hello = TokenChain.chat("hello");

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void reasonsBeforeItSays(int tokensPerChunk) throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withReasoning(6).withTokensPerChunk(tokensPerChunk))) {
            String whole = TokenChain.answerText(hello, 20);
            String thought = TokenChain.answerText(hello, 6);
            Streamed streamed = Streamed.chat(engine, Asks.chat("hello").put("return_token_ids", true));
            assertThat(streamed.reasoning()).isEqualTo(thought);
            assertThat(streamed.text()).isEqualTo(whole.substring(thought.length()));
            assertThat(streamed.ids()).isEqualTo(TokenChain.answer(hello, 20));
            assertThat(streamed.finish()).isEqualTo("stop");

            JsonNode message = Asks.json(Asks.post(engine, "/v1/chat/completions", Asks.chat("hello")))
                    .at("/choices/0/message");
            assertThat(message.path("reasoning_content").asText()).isEqualTo(thought);
            assertThat(message.path("content").asText()).isEqualTo(streamed.text());

            int[] begun = Arrays.copyOf(streamed.ids(), 8);
            assertThat(Streamed.completion(engine, Streamed.after(hello, begun)).text())
                    .isEqualTo(whole.substring(TokenChain.text(begun).length()));
            Streamed continued = Streamed.chat(engine, Streamed.continued(Asks.chat("hello"), thought));
            assertThat(continued.reasoning()).isEmpty();
            assertThat(thought + continued.text()).isEqualTo(whole);
        }
    }

    private static ObjectNode asksForATool(String words) {
        ObjectNode body = Asks.chat(words);
        body.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "look_up");
        return body;
    }

    @Test
    void saysSomethingBeforeItCallsATool() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            ObjectNode body = asksForATool("say, then use the tool");
            int[] prompt = TokenChain.chat("say, then use the tool");
            String whole = TokenChain.answerText(prompt, 20);
            String preface = TokenChain.answerText(prompt, 5);
            Streamed streamed = Streamed.chat(engine, body);
            assertThat(streamed.text()).isEqualTo(preface);
            assertThat(Json.MAPPER.readTree(streamed.arguments()).path("text").asText())
                    .isEqualTo(whole.substring(preface.length()));
            assertThat(streamed.finish()).isEqualTo("tool_calls");

            JsonNode choice = Asks.json(Asks.post(
                            engine, "/v1/chat/completions", body.deepCopy().put("stream", false)))
                    .at("/choices/0");
            assertThat(choice.at("/message/content").asText()).isEqualTo(preface);
            assertThat(Json.MAPPER
                            .readTree(choice.at("/message/tool_calls/0/function/arguments")
                                    .asText())
                            .path("text")
                            .asText())
                    .isEqualTo(whole.substring(preface.length()));

            for (int cut = 1; cut <= 5; cut++) {
                String said = TokenChain.answerText(prompt, cut);
                Streamed after = Streamed.chat(engine, Streamed.continued(body, said));
                assertThat(said + after.text()).isEqualTo(preface);
                assertThat(after.arguments()).isEqualTo(streamed.arguments());
                assertThat(after.finish()).isEqualTo("tool_calls");
            }
        }
    }

    @Test
    void aPrefaceMayBeAllThatFits() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            Streamed cut =
                    Streamed.chat(engine, asksForATool("say, then use the tool").put("max_tokens", 3));
            assertThat(cut.text()).isEqualTo(TokenChain.answerText(TokenChain.chat("say, then use the tool"), 3));
            assertThat(cut.arguments()).isEmpty();
            assertThat(cut.finish()).isEqualTo("length");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "auto"})
    void aToolThatIsDemandedIsCalledAtOnce(String choice) throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            String words = choice.equals("required") ? "say, then use the tool" : "use the tool";
            Streamed streamed = Streamed.chat(engine, asksForATool(words).put("tool_choice", choice));
            assertThat(streamed.text()).isEmpty();
            assertThat(streamed.arguments()).isNotEmpty();
        }
    }

    @Test
    void tellsLogProbabilitiesOfACompletionWithTheirPlaceInItsText() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            int[] prompt = TokenChain.encode("Say it");
            int[] said = TokenChain.answer(prompt, 16);
            ObjectNode body = Json.object().put("prompt", "Say it").put("logprobs", 2);
            assertPlaces(Streamed.completion(engine, body), said, 0);
            Streamed echoed = Streamed.completion(engine, body.put("echo", true));
            assertPlaces(echoed, TokenChain.concat(prompt, said), 0);
            JsonNode first = echoed.events().getFirst().at("/choices/0/logprobs");
            assertThat(first.at("/token_logprobs/0").isNull()).isTrue();
            assertThat(first.at("/top_logprobs/1")).hasSize(2);

            JsonNode whole = Asks.json(
                    Asks.post(engine, "/v1/completions", body.put("echo", false).put("stream", false)));
            assertThat(whole.at("/choices/0/logprobs/tokens")).hasSize(16);
            assertThat(whole.at("/choices/0/logprobs/text_offset/1").asInt())
                    .isEqualTo(TokenChain.text(said[0]).length());
        }
    }

    private static void assertPlaces(Streamed streamed, int[] ids, int from) {
        int offset = from;
        int i = 0;
        for (JsonNode event : streamed.events()) {
            JsonNode logprobs = event.at("/choices/0/logprobs");
            for (int k = 0; k < logprobs.path("tokens").size(); k++) {
                String token = TokenChain.text(ids[i++]);
                assertThat(logprobs.path("tokens").get(k).asText()).isEqualTo(token);
                assertThat(logprobs.path("text_offset").get(k).asInt()).isEqualTo(offset);
                offset += token.codePointCount(0, token.length());
            }
        }
        assertThat(i).isEqualTo(ids.length);
    }

    @Test
    void tellsLogProbabilitiesOfAChatAlsoWhereTheTextIsWithheld() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withSplitCharacters())) {
            ObjectNode body = Asks.chat("hello").put("logprobs", true).put("top_logprobs", 3);
            List<JsonNode> entries = Streamed.chat(engine, body).events().stream()
                    .map(event -> event.at("/choices/0/logprobs/content/0"))
                    .filter(JsonNode::isObject)
                    .toList();
            assertThat(entries)
                    .extracting(entry -> entry.path("token").asText())
                    .containsExactlyElementsOf(Arrays.stream(TokenChain.answer(Characters.SPLIT, hello, 20))
                            .mapToObj(TokenChain::text)
                            .toList());
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry.path("top_logprobs")).hasSize(3));
        }
    }
}
