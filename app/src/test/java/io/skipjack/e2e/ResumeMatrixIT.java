package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every cut position of answers of 0 to 300 tokens, by every fault, on every rung of the ladder: the client's transcript
 * is the oracle's, with one id, one end and the usage of an answer that was never cut.
 */
class ResumeMatrixIT {
    private static final int LONGEST = 300;
    private static final String SAID = "Tell me something";
    private static final int[] CHAT = TokenChain.chat(SAID);
    private static final int[] PLAIN = TokenChain.encode(SAID);

    /** Longer than a word, so that whole tokens are withheld; nobody says it. */
    private static final String STOP = ",\"stop\":[\"never said by anybody\",\"§\"]";

    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{}}}]";

    private static final List<Fault> LOSSES = List.of(
            Fault.resetAfterTokens(0),
            Fault.finAfterTokens(0),
            Fault.endWithoutFinish(0),
            Fault.errorEventAfterTokens(0),
            Fault.finishReason("abort", 0),
            Fault.finishReason("error", 0));

    /** Up to here each cut meets every fault, beyond it two of them in turn: what grows with an answer has grown by then. */
    private static final int EVERY_FAULT = 100;

    private static ResumeMatrix matrix;

    /** What makes an answer go on by this rung. */
    enum Rung {
        CHAT_TOKENS(true, "tokens", ""),
        COMPLETION_TOKENS(false, "tokens", ""),
        CHAT_TEXT(true, "text", TOOLS),
        CHAT_WITHHELD(true, "text", STOP),
        COMPLETION_WITHHELD(false, "text", STOP);

        final boolean chat;
        final String level;
        final String members;

        Rung(boolean chat, String level, String members) {
            this.chat = chat;
            this.level = level;
            this.members = members;
        }

        String path() {
            return chat ? "/v1/chat/completions" : "/v1/completions";
        }

        int[] prompt() {
            return chat ? CHAT : PLAIN;
        }

        /** The body's members for a streamed answer of so many tokens; one of the longest names no number. */
        String body(int tokens) {
            String limit = tokens < LONGEST ? "\"max_tokens\":" + tokens : "\"max_tokens\":null";
            String prompt = chat
                    ? "\"messages\":[{\"role\":\"user\",\"content\":\"" + SAID + "\"}]"
                    : "\"prompt\":\"" + SAID + "\"";
            return prompt + "," + limit + members + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        }

        void assertWhole(WireAnswer answer, int tokens) {
            OneStream stream = OneStream.of(answer);
            stream.assertWhole(TokenChain.answerText(prompt(), tokens), tokens < LONGEST ? "length" : "stop");
            stream.assertUsage(prompt().length, tokens);
            assertThat(answer.text()).doesNotContain("token_ids");
        }
    }

    @BeforeAll
    static void start() {
        matrix = ResumeMatrix.start(Map.of());
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    private static ResumeMatrix.Pair pair() {
        return matrix.pair(engine -> engine.withAnswerTokens(LONGEST));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromEveryCut(Rung rung) throws Exception {
        ResumeMatrix.Pair pair = pair();
        List<Runnable> tries = new ArrayList<>();
        for (int cut = 0; cut <= LONGEST; cut++) {
            for (int i = 0; i < LOSSES.size(); i++) {
                Fault loss = LOSSES.get(i);
                int at = cut;
                if (cut > EVERY_FAULT && (cut + i) % 3 != 0) {
                    continue;
                }
                // some are the longest, the others end soon after their cut: so every length occurs
                int tokens = cut % 10 == i ? LONGEST : Math.min(LONGEST, cut + (cut + i) % 9);
                if (tokens > 0) {
                    tries.add(() -> assertGoesOn(pair, rung, loss, at, tokens));
                }
            }
        }

        ResumeMatrix.all(tries);

        assertThat(pair.resumes(rung.level, "resumed", "cut")).isGreaterThan(tries.size() * 0.7);
    }

    private static void assertGoesOn(ResumeMatrix.Pair pair, Rung rung, Fault loss, int cut, int tokens) {
        Fault fault = new Fault(loss.kind(), cut, loss.text(), 1, loss.scope());
        try {
            rung.assertWhole(pair.ask(rung.path(), rung.body(tokens), fault), tokens);
        } catch (AssertionError wrong) {
            throw new AssertionError(rung + " " + fault + " of " + tokens + ": " + wrong.getMessage(), wrong);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterSilence(Rung rung) throws Exception {
        ResumeMatrix.Pair pair = pair();
        List<Runnable> tries = new ArrayList<>();
        for (int cut : new int[] {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 299}) {
            tries.add(() -> assertGoesOn(pair, rung, Fault.hangAfterTokens(0), cut, cut + 1));
            tries.add(() -> assertGoesOn(pair, rung, Fault.hangAfterTokens(0), cut, cut));
        }
        ResumeMatrix.all(tries);
    }

    @ParameterizedTest
    @EnumSource
    void waitsForTheSlow(Rung rung) throws Exception {
        ResumeMatrix.Pair pair = pair();
        List<Runnable> tries = new ArrayList<>();
        for (int tokens = 1; tokens <= LONGEST; tokens += 23) {
            int length = tokens;
            tries.add(() -> rung.assertWhole(pair.ask(rung.path(), rung.body(length), Fault.slow(50)), length));
        }
        ResumeMatrix.all(tries);
    }
}
