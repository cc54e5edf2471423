package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import io.skipjack.provider.sandbox.TokenChain.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engines that differ: in what their tokens are made of, in how many come at once, in what they understand. */
class ResumeEnginesIT {
    private static final int TOKENS = 48;
    private static final String CHAT = "/v1/chat/completions";
    private static final String SAID = "Tell me something";
    private static final int[] PROMPT = TokenChain.chat(SAID);
    private static final String WANTED = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    private static final String STOP = "\"stop\":[\"not said by anyone\"],";

    private static ResumeMatrix matrix;

    @BeforeAll
    static void start() {
        matrix = ResumeMatrix.start(Map.of());
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    private static String body(String more) {
        return more + "\"messages\":[{\"role\":\"user\",\"content\":\"" + SAID + "\"}]" + WANTED;
    }

    private static UnaryOperator<EngineSettings> answering(UnaryOperator<EngineSettings> change) {
        return engine -> change.apply(engine.withAnswerTokens(TOKENS));
    }

    private static void everyCut(ResumeMatrix.Pair pair, Characters characters, String members, int limit)
            throws Exception {
        List<Runnable> tries = new ArrayList<>();
        for (int cut = 1; cut <= limit; cut++) {
            int at = cut;
            tries.add(() -> {
                String asked = limit < TOKENS ? "\"max_tokens\":" + limit + "," + members : members;
                OneStream stream = OneStream.of(pair.ask(CHAT, body(asked), Fault.finAfterTokens(at)));
                try {
                    stream.assertWhole(
                            TokenChain.answerText(characters, PROMPT, limit), limit < TOKENS ? "length" : "stop");
                    stream.assertUsage(PROMPT.length, limit);
                } catch (AssertionError wrong) {
                    throw new AssertionError("cut after " + at + ": " + wrong.getMessage(), wrong);
                }
            });
        }
        ResumeMatrix.all(tries);
    }

    @ParameterizedTest
    @CsvSource({"WHOLE, 1", "WHOLE, 3", "SPLIT, 1", "SPLIT, 3"})
    void goesOnWhateverItsTokensAre(Characters characters, int atOnce) throws Exception {
        UnaryOperator<EngineSettings> engine = answering(settings -> {
            EngineSettings some = settings.withTokensPerChunk(atOnce);
            return characters == Characters.SPLIT ? some.withSplitCharacters() : some;
        });
        ResumeMatrix.Pair pair = matrix.pair(engine);

        everyCut(pair, characters, "", TOKENS);
        everyCut(pair, characters, "", TOKENS - 5);
        if (atOnce == 1) {
            assertThat(pair.resumes("text", "resumed", "cut"))
                    .as("ids of half characters are left out, not read as text")
                    .isZero();
        }
        everyCut(pair, characters, STOP, TOKENS);
        everyCut(pair, characters, STOP, TOKENS - 5);
        assertThat(pair.resumes("none", "refused", "")).isZero();
    }

    @Test
    void swallowsTheSpacesThatATemplateTrims() throws Exception {
        ResumeMatrix.Pair pair = matrix.pair(answering(EngineSettings::withTrimmingTemplate));
        everyCut(pair, Characters.WHOLE, STOP, TOKENS - 5);
        everyCut(pair, Characters.WHOLE, "\"stop\":\"§§\",", TOKENS);
    }

    @Test
    void goesOnOnceReasoningIsOver() throws Exception {
        int thought = 6;
        ResumeMatrix.Pair pair = matrix.pair(answering(engine -> engine.withReasoning(thought)));
        String whole = TokenChain.answerText(PROMPT, TOKENS);
        String content = whole.substring(TokenChain.answerText(PROMPT, thought).length());
        for (int cut = 1; cut <= TOKENS; cut++) {
            OneStream stream = OneStream.of(pair.ask(CHAT, body(""), Fault.finAfterTokens(cut)));
            if (cut <= thought) {
                assertThat(stream.error()).isEqualTo("stream_interrupted");
                assertThat(stream.done()).isFalse();
            } else {
                stream.assertWhole(content, "stop");
                stream.assertUsage(PROMPT.length, TOKENS);
            }
        }
        assertThat(pair.resumes("none", "refused", "reasoning")).isEqualTo(thought);
        assertThat(pair.resumes("tokens", "resumed", "cut")).isEqualTo(TOKENS - thought);
    }

    @Test
    void goesOnUntilAToolIsCalled() throws Exception {
        ResumeMatrix.Pair pair = matrix.pair(answering(UnaryOperator.identity()));
        String members = "\"messages\":[{\"role\":\"user\",\"content\":\"say, then use the tool\"}],\"tools\":"
                + "[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{}}}]" + WANTED;
        WireAnswer uncut = pair.ask(CHAT, members);
        for (int cut = 1; cut <= 8; cut++) {
            WireAnswer answer = pair.ask(CHAT, members, Fault.finAfterTokens(cut));
            if (answer.done()) {
                assertThat(answer.said()).isEqualTo(uncut.said());
                assertThat(arguments(answer)).isEqualTo(arguments(uncut)).startsWith("{");
                assertThat(OneStream.of(answer).finish()).containsExactly("tool_calls");
                OneStream.of(answer)
                        .assertUsage(
                                OneStream.of(uncut)
                                        .usage()
                                        .path("prompt_tokens")
                                        .asInt(),
                                TOKENS);
            } else {
                assertThat(answer.streamError()).isEqualTo("stream_interrupted");
                assertThat(cut).isGreaterThanOrEqualTo(5);
            }
        }
        assertThat(pair.resumes("none", "refused", "tool_call")).isPositive();
        assertThat(pair.resumes("text", "resumed", "cut")).isGreaterThanOrEqualTo(4);
    }

    private static String arguments(WireAnswer answer) {
        StringBuilder all = new StringBuilder();
        answer.data().stream()
                .filter(data -> data.contains("\"arguments\":\""))
                .forEach(data ->
                        all.append(data.replaceFirst("(?s).*\"arguments\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1")));
        return all.toString();
    }

    @Test
    void aForeignEngineCannotProveThatItGoesOn() throws Exception {
        ResumeMatrix.Pair pair =
                matrix.pair(answering(UnaryOperator.identity()), answering(EngineSettings::withoutTokenIds), "");
        onlyForeignersAreLeft(pair, "");
        onlyForeignersAreLeft(pair, STOP);
        assertThat(pair.resumes("tokens", "refused", "unproven_target")).isEqualTo(1);
        assertThat(pair.resumes("text", "refused", "unproven_target")).isEqualTo(1);
    }

    @Test
    void anEngineThatKnowsNothingOfIdsCannotGoOn() throws Exception {
        ResumeMatrix.Pair pair =
                matrix.pair(answering(UnaryOperator.identity()), answering(EngineSettings::withStrictParameters), "");
        onlyForeignersAreLeft(pair, "");
        onlyForeignersAreLeft(pair, STOP);
        assertThat(pair.resumes("text", "refused", "unproven_target")).isEqualTo(2);
    }

    /** The one engine that could go on is lost as well, once and for all. */
    private static void onlyForeignersAreLeft(ResumeMatrix.Pair pair, String members) {
        String word = matrix.word();
        pair.lost().inject(Fault.finAfterTokens(9).times(1).whenBodyContains(word));
        pair.lost().inject(Fault.status(503).whenBodyContains(word));
        long since = System.nanoTime();

        OneStream stream = OneStream.of(pair.ask(CHAT, body("\"safety_identifier\":\"" + word + "\"," + members)));

        stream.assertHonest(TokenChain.answerText(PROMPT, TOKENS), "stop");
        assertThat(stream.error()).isEqualTo("stream_interrupted");
        assertThat(System.nanoTime() - since).as("at once").isLessThan(2_000_000_000L);
        pair.lost().clearFaults();
    }

    @Test
    void goesOnFromTextWhereTheFirstEngineTellsNoIds() throws Exception {
        ResumeMatrix.Pair pair =
                matrix.pair(answering(EngineSettings::withoutTokenIds), answering(UnaryOperator.identity()), "");
        foreignFirst(pair);
        ResumeMatrix.Pair strict =
                matrix.pair(answering(EngineSettings::withStrictParameters), answering(UnaryOperator.identity()), "");
        // from then on it is not asked for ids any more
        OneStream.of(strict.ask(CHAT, body(""))).assertWhole(TokenChain.answerText(PROMPT, TOKENS), "stop");
        foreignFirst(strict);
    }

    private static void foreignFirst(ResumeMatrix.Pair pair) throws Exception {
        for (int cut : new int[] {1, 2, 20, 47}) {
            String word = matrix.word();
            // an engine without ids cannot take up its own answer either
            pair.lost().inject(Fault.finAfterTokens(cut).times(1).whenBodyContains(word));
            pair.lost().inject(Fault.status(503).whenBodyContains(word));
            OneStream stream = OneStream.of(pair.ask(CHAT, body("\"safety_identifier\":\"" + word + "\",")));
            stream.assertWhole(TokenChain.answerText(PROMPT, TOKENS), "stop");
            stream.assertUsage(PROMPT.length, TOKENS);
            pair.lost().clearFaults();
        }
        assertThat(pair.resumes("text", "resumed", "cut")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aSecondCutGoesOnAndAThirdIsTold(int withheld) throws Exception {
        ResumeMatrix.Pair pair = matrix.pair(answering(UnaryOperator.identity()));
        String members = withheld == 0 ? "" : "\"stop\":\"§§\",";
        String oracle = TokenChain.answerText(PROMPT, TOKENS);
        List<Runnable> tries = new ArrayList<>();
        for (int cut = 2; cut < TOKENS; cut += 5) {
            int first = cut;
            for (int next = 2; next < TOKENS - first; next += 7) {
                int second = next;
                tries.add(() -> {
                    OneStream twice = cuts(pair, members, first, second);
                    twice.assertWhole(oracle, "stop");
                    twice.assertUsage(PROMPT.length, TOKENS);
                });
            }
        }
        ResumeMatrix.all(tries);
        OneStream thrice = cuts(pair, members, 5, 6, 7);
        thrice.assertHonest(oracle, "stop");
        assertThat(thrice.error()).isEqualTo("stream_interrupted");
        assertThat(pair.resumes("none", "refused", "resumes_spent")).isEqualTo(1);
    }

    /** Each engine that gets the answer says so many tokens more, then is gone. */
    private static OneStream cuts(ResumeMatrix.Pair pair, String members, int... cuts) {
        String word = matrix.word();
        for (int cut : cuts) {
            Fault fault = Fault.finAfterTokens(cut).times(1).whenBodyContains(word);
            pair.lost().inject(fault);
        }
        // the last resume goes to serverless first
        pair.next().inject(Fault.status(503).times(cuts.length < 3 ? 1 : 2).whenBodyContains(word));
        return OneStream.of(pair.ask(CHAT, body("\"user_word\":\"" + word + "\"," + members)));
    }

    @Test
    void isOffWhereItIsSwitchedOff() throws Exception {
        ResumeMatrix.Pair off =
                matrix.pair(answering(UnaryOperator.identity()), answering(UnaryOperator.identity()), "resume: false");
        OneStream deployment = OneStream.of(off.ask(CHAT, body(""), Fault.resetAfterTokens(5)));
        assertThat(deployment.error()).isEqualTo("stream_interrupted");
        assertThat(off.resumes("none", "refused", "switched_off")).isEqualTo(1);
        assertThat(off.lost().received())
                .noneMatch(request -> request.bodyText().contains("return_token_ids"));

        ResumeMatrix.Pair on = matrix.pair(answering(UnaryOperator.identity()));
        WireAnswer one = on.ask(CHAT, body(""), new String[] {"X-Skipjack-Resume: OFF"}, Fault.resetAfterTokens(5));
        assertThat(one.streamError()).isEqualTo("stream_interrupted");
        assertThat(one.header("x-skipjack-resume")).isNull();
        assertThat(on.resumes("none", "refused", "switched_off")).isEqualTo(1);
    }

    @Test
    void isRefusedWhereTooMuchWouldHaveToBeKept() throws Exception {
        try (ResumeMatrix small = ResumeMatrix.start(Map.of("skipjack.resume.max-bytes-per-answer", "150"))) {
            ResumeMatrix.Pair pair = small.pair(answering(UnaryOperator.identity()));
            OneStream little = OneStream.of(pair.ask(CHAT, body(""), Fault.finAfterTokens(3)));
            little.assertWhole(TokenChain.answerText(PROMPT, TOKENS), "stop");
            OneStream much = OneStream.of(pair.ask(CHAT, body(""), Fault.finAfterTokens(47)));
            assertThat(much.error()).isEqualTo("stream_interrupted");
            assertThat(TokenChain.answerText(PROMPT, TOKENS)).startsWith(much.text());
            assertThat(pair.resumes("none", "refused", "memory")).isEqualTo(1);
            assertThat(small.router().operatorsGet("/actuator/prometheus"))
                    .contains("skipjack_resume_memory_bytes 0.0");
        }
    }
}
