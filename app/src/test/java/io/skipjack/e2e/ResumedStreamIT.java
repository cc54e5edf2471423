package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upstream is lost in the middle of a stream, and the client cannot tell. */
class ResumedStreamIT {
    private static final int TOKENS = 24;
    private static final int[] PROMPT = TokenChain.chat("Tell me something");

    private final TestRouter router = TestRouter.shared();

    static List<Fault> losses() {
        return Stream.of(
                        Fault.resetAfterTokens(0),
                        Fault.finAfterTokens(0),
                        Fault.endWithoutFinish(0),
                        Fault.errorEventAfterTokens(0),
                        Fault.finishReason("abort", 0),
                        Fault.finishReason("error", 0))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void goesOnFromAnyToken(Fault loss) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1, engine -> engine.withAnswerTokens(TOKENS), "", "")) {
            for (int cut = 0; cut <= TOKENS; cut++) {
                fleet.spot(1).inject(new Fault(loss.kind(), cut, loss.text(), 1, loss.scope()));

                WireAnswer answer = WireCall.chat(
                        router, fleet.model(), "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

                OneStream stream = OneStream.of(answer);
                stream.assertWhole(TokenChain.answerText(PROMPT, TOKENS), "stop");
                stream.assertUsage(PROMPT.length, TOKENS);
                // a good one between, so that it is not ejected
                OneStream.of(fleet.stream()).assertWhole(TokenChain.answerText(PROMPT, TOKENS), "stop");
            }
            fleet.assertQuiet();
        }
    }

    @Test
    void showsNothingThatTheClientDidNotAskFor() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));

            WireAnswer answer = fleet.stream();

            assertThat(answer.text()).doesNotContain("token_ids", "usage\":{").contains(": resumed");
        }
    }

    /** Its ids would come in one event, larger than any may be; so they are not asked for, and it goes on by its text. */
    @Test
    void goesOnAfterAPromptTooLongForItsIds() {
        String words = "an unheard word. ".repeat(20_000);
        UnaryOperator<EngineSettings> roomy =
                engine -> engine.withAnswerTokens(TOKENS).withMaxModelLen(1_000_000);
        try (Fleet fleet = Fleet.deploy(router, 1, 1, roomy, "", "")) {
            fleet.spot(1).inject(Fault.resetAfterTokens(5).times(1));

            WireAnswer answer = WireCall.post(
                    router,
                    "/v1/chat/completions",
                    "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                            .formatted(fleet.model(), words));

            OneStream.of(answer).assertWhole(TokenChain.answerText(TokenChain.chat(words), TOKENS), "stop");
            assertThat(Fleet.received(fleet.spot(1)).getFirst().bodyText()).doesNotContain("return_token_ids");
        }
    }
}
