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
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine answers to the requests by which a router goes on with an answer that broke off. */
class ContinuedAnswersTest {
    private static final int TOKENS = 30;
    private static final EngineSettings QUICK =
            EngineSettings.defaults().withSpeed(1_000_000, Duration.ZERO).withAnswerTokens(TOKENS);

    private final int[] hello = TokenChain.chat("hello");

    static List<EngineSettings> engines() {
        return List.of(
                QUICK,
                QUICK.withSplitCharacters(),
                QUICK.withTokensPerChunk(3),
                QUICK.withSplitCharacters().withTokensPerChunk(3));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnFromIdsWhereverTheyEnd(EngineSettings settings) throws Exception {
        try (FakeEngine engine = FakeEngine.start(settings)) {
            Streamed whole = Streamed.chat(engine, Asks.chat("hello").put("return_token_ids", true));
            Characters characters = settings.traits().characters();
            assertThat(whole.ids()).isEqualTo(TokenChain.answer(characters, hello, TOKENS));
            assertThat(whole.text()).isEqualTo(TokenChain.answerText(characters, hello, TOKENS));
            assertThat(whole.promptIds()).isEqualTo(hello);
            for (int cut = 0; cut < TOKENS; cut++) {
                Streamed before = whole.upTo(cut);
                Streamed after = Streamed.completion(engine, Streamed.after(whole.promptIds(), before.ids()));
                assertThat(before.text() + after.text()).isEqualTo(whole.text());
                assertThat(TokenChain.concat(before.ids(), after.ids())).isEqualTo(whole.ids());
                assertThat(after.finish()).isEqualTo("stop");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnFromTextWhereverItEnds(EngineSettings settings) throws Exception {
        try (FakeEngine engine = FakeEngine.start(settings)) {
            ObjectNode chat = Asks.chat("hello");
            String whole = Streamed.chat(engine, chat).text();
            for (int cut = 0; cut < whole.length(); cut = whole.offsetByCodePoints(cut, 1)) {
                ObjectNode body = Streamed.continued(chat, whole.substring(0, cut));
                assertThat(whole.substring(0, cut) + Streamed.chat(engine, body).text())
                        .isEqualTo(whole);
            }
            ObjectNode plain = Json.object().put("prompt", "Tell me").putNull("max_tokens");
            String answer = Streamed.completion(engine, plain).text();
            int middle = answer.offsetByCodePoints(0, 20);
            plain.put("prompt", "Tell me" + answer.substring(0, middle));
            assertThat(answer.substring(0, middle)
                            + Streamed.completion(engine, plain).text())
                    .isEqualTo(answer);
        }
    }

    @Test
    void goesOnFromIdsAfterItWentOnFromText() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            ObjectNode chat = Asks.chat("hello").put("return_token_ids", true);
            String whole = Streamed.chat(engine, chat).text();
            String said = whole.substring(0, 47);
            Streamed second = Streamed.chat(engine, Streamed.continued(chat, said));
            for (int cut = 0; cut < second.ids().length; cut++) {
                Streamed before = second.upTo(cut);
                Streamed third = Streamed.completion(engine, Streamed.after(second.promptIds(), before.ids()));
                assertThat(said + before.text() + third.text()).isEqualTo(whole);
            }
        }
    }

    @Test
    void countsThePromptOfAContinuationWithItsUnfinishedWord() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            String said = TokenChain.answerText(hello, 6) + " ";
            ObjectNode body = Streamed.continued(Asks.chat("hello"), said).put("max_tokens", 2);
            JsonNode answer = Asks.json(Asks.post(engine, "/v1/chat/completions", body));

            assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(hello.length + 6 + 1);
            assertThat(said + answer.at("/choices/0/message/content").asText())
                    .isEqualTo(TokenChain.answerText(hello, 8));
        }
    }

    @Test
    void aTemplateThatTrimsSaysWhiteSpaceAgain() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withTrimmingTemplate())) {
            String said = TokenChain.answerText(hello, 6);
            String rest = TokenChain.answerText(hello, TOKENS).substring(said.length());
            for (String text : List.of(said, said + " ")) {
                assertThat(Streamed.chat(engine, Streamed.continued(Asks.chat("hello"), text))
                                .text())
                        .isEqualTo(rest);
            }
        }
    }

    @Test
    void holdsBackAsManyCharactersAsAStopTextMightTake() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            ObjectNode chat = Asks.chat("hello", TOKENS, true).put("return_token_ids", true);
            chat.putArray("stop").add("never said").add("§§");
            Streamed whole = Streamed.chat(engine, chat);
            String text = TokenChain.answerText(hello, TOKENS);

            assertThat(whole.text()).isEqualTo(text);
            assertThat(whole.finish()).isEqualTo("length");
            for (int cut = 1; cut < TOKENS; cut++) {
                String said = TokenChain.answerText(hello, cut);
                int characters = Math.max(0, said.codePointCount(0, said.length()) - 9);
                assertThat(whole.upTo(cut).text()).isEqualTo(said.substring(0, said.offsetByCodePoints(0, characters)));
            }
            ObjectNode goesOn = Streamed.continued(chat, whole.upTo(10).text());
            goesOn.remove("max_tokens");
            assertThat(whole.upTo(10).text() + Streamed.chat(engine, goesOn).text())
                    .isEqualTo(text);
        }
    }

    @Test
    void looksForStopTextsOnlyInWhatItSaysItself() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK)) {
            int[] said = TokenChain.answer(hello, TOKENS);
            String stop = TokenChain.text(said[9]).stripLeading() + TokenChain.text(said[10]);
            ObjectNode asked = Streamed.after(hello).put("stop", stop);
            assertThat(Streamed.completion(engine, asked).text()).isEqualTo(TokenChain.answerText(hello, 9) + " ");
            Streamed kept = Streamed.completion(engine, asked.put("include_stop_str_in_output", true));
            assertThat(kept.text()).isEqualTo(TokenChain.answerText(hello, 11));
            assertThat(kept.finish()).isEqualTo("stop");
            assertThat(kept.upTo(9).text()).isEqualTo(TokenChain.answerText(hello, 9));
            ObjectNode resumed = Streamed.after(hello, Arrays.copyOf(said, 10)).put("stop", stop);
            assertThat(Streamed.completion(engine, resumed).text())
                    .isEqualTo(TokenChain.text(Arrays.copyOfRange(said, 10, TOKENS)));
        }
    }

    @Test
    void aStopTextInAChunkOfSeveralIdsEndsTheTextButNotTheIds() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withTokensPerChunk(4))) {
            int[] said = TokenChain.answer(hello, 12);
            ObjectNode asked = Streamed.after(hello).put("stop", TokenChain.text(said[9]));
            Streamed stopped = Streamed.completion(engine, asked);

            assertThat(stopped.text()).isEqualTo(TokenChain.answerText(hello, 9));
            assertThat(stopped.ids()).isEqualTo(said);
            assertThat(stopped.events().getLast().at("/choices/0/stop_reason").asText())
                    .isEqualTo(TokenChain.text(said[9]));
        }
    }

    @Test
    void aFaultStrikesInTheMiddleOfAChunkToo() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withTokensPerChunk(4))) {
            engine.inject(Fault.endWithoutFinish(6));
            Streamed broken = Streamed.chat(engine, Asks.chat("hello").put("return_token_ids", true));

            assertThat(broken.ids()).isEqualTo(TokenChain.answer(hello, 6));
            assertThat(broken.finish()).isEmpty();
        }
    }

    @Test
    void aCharacterThatNeverBecomesWholeIsNotSaid() throws Exception {
        try (FakeEngine engine = FakeEngine.start(QUICK.withSplitCharacters())) {
            for (int tokens = 1; tokens < TOKENS; tokens++) {
                Streamed cut = Streamed.chat(engine, Asks.chat("hello", tokens, true));
                assertThat(cut.text()).isEqualTo(TokenChain.answerText(Characters.SPLIT, hello, tokens));
                assertThat(cut.finish()).isEqualTo("length");
            }
        }
    }
}
