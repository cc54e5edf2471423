package io.skipjack.domain.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeEligibilityTest {
    private static final int MOST = 2;

    /** Ten tokens and their text, nothing withheld. */
    private static final Progress TEN = new Progress(10, 0, true, true, 50, false, false, false, false, 0);

    private static ResumableRequest chat(int maxTokens, RequestTrait... traits) {
        return new ResumableRequest(AnswerKind.CHAT, Set.of(traits), maxTokens);
    }

    private static ResumableRequest completion(int maxTokens, RequestTrait... traits) {
        return new ResumableRequest(AnswerKind.COMPLETION, Set.of(traits), maxTokens);
    }

    private static ResumeDecision decide(ResumableRequest request, Progress sent) {
        return ResumeEligibility.decide(request, sent, MOST);
    }

    private static ResumeDecision refused(ResumeRefusal why) {
        return new ResumeDecision.Refuse(why);
    }

    private static ResumeDecision goesOn(ResumeLevel level, int remaining) {
        return new ResumeDecision.Continue(level, remaining);
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERAL_CHOICES, SEVERAL_CHOICES",
        "BEAM_SEARCH, BEAM_SEARCH",
        "SEVERAL_PROMPTS, PROMPT",
        "UNREPEATABLE_PROMPT, PROMPT",
        "STRUCTURED_OUTPUT, STRUCTURED_OUTPUT",
        "TOOL_DEMANDED, TOOL_CALL",
        "PENALTIES, PENALTIES",
        "MIN_TOKENS, MIN_TOKENS",
        "PROMPT_LOGPROBS, LOGPROBS",
        "KV_TRANSFER, KV_TRANSFER"
    })
    void refusesWhatTheNextEngineWouldDoOtherwise(RequestTrait trait, ResumeRefusal why) {
        assertThat(ResumeEligibility.refusal(chat(100, trait))).isEqualTo(why);
        assertThat(decide(chat(100, trait), TEN)).isEqualTo(refused(why));
        assertThat(ResumeEligibility.wantsTokenIds(chat(100, trait))).isFalse();
    }

    @Test
    void refusesAnEchoThatCannotBeToldFromTheAnswer() {
        assertThat(ResumeEligibility.refusal(completion(9, RequestTrait.ECHO, RequestTrait.LOGPROBS)))
                .isEqualTo(ResumeRefusal.LOGPROBS);
        assertThat(ResumeEligibility.refusal(completion(9, RequestTrait.ECHO, RequestTrait.TOKEN_PROMPT)))
                .isEqualTo(ResumeRefusal.ECHO);
        assertThat(ResumeEligibility.refusal(completion(9, RequestTrait.ECHO))).isNull();
    }

    @Test
    void refusesOtherOperations() {
        assertThat(ResumeEligibility.refusal(ResumableRequest.NONE)).isEqualTo(ResumeRefusal.OPERATION);
        assertThat(decide(ResumableRequest.NONE, TEN)).isEqualTo(refused(ResumeRefusal.OPERATION));
    }

    @Test
    void goesOnFromIdsWithWhatIsLeftOfTheLimit() {
        assertThat(decide(chat(30), TEN)).isEqualTo(goesOn(ResumeLevel.TOKENS, 20));
        assertThat(decide(completion(11, RequestTrait.LOGPROBS), TEN)).isEqualTo(goesOn(ResumeLevel.TOKENS, 1));
        assertThat(decide(chat(ResumableRequest.NO_LIMIT), TEN))
                .isEqualTo(goesOn(ResumeLevel.TOKENS, ResumableRequest.NO_LIMIT));
    }

    @ParameterizedTest
    @CsvSource({"TOOLS", "LOGPROBS", "MEDIA", "STOP_STRINGS"})
    void goesOnFromTextWhereOnlyTheChatEndpointWillDo(RequestTrait trait) {
        assertThat(decide(chat(30, trait), TEN)).isEqualTo(goesOn(ResumeLevel.TEXT, 20));
    }

    @Test
    void goesOnFromTextWhereIdsAreNotKnown() {
        Progress unknown = new Progress(10, 0, false, true, 50, false, false, false, false, 0);
        Progress unaligned = new Progress(10, 0, true, false, 50, false, false, false, false, 0);
        assertThat(decide(chat(30), unknown)).isEqualTo(goesOn(ResumeLevel.TEXT, 20));
        assertThat(decide(chat(30), unaligned)).isEqualTo(goesOn(ResumeLevel.TEXT, 20));
        assertThat(decide(completion(30, RequestTrait.TOKEN_PROMPT), unknown)).isEqualTo(refused(ResumeRefusal.PROMPT));
        assertThat(decide(completion(30, RequestTrait.TRUNCATED_PROMPT), unknown))
                .isEqualTo(refused(ResumeRefusal.PROMPT));
        assertThat(decide(chat(30, RequestTrait.TOKEN_IDS_WANTED), unknown))
                .isEqualTo(refused(ResumeRefusal.TOKEN_IDS));
    }

    @Test
    void leavesOutTokensWhoseTextWasWithheld() {
        Progress half = new Progress(10, 2, true, true, 50, false, false, false, false, 0);
        assertThat(decide(chat(12), half)).isEqualTo(goesOn(ResumeLevel.TOKENS, 2));
        assertThat(decide(chat(10), half)).isEqualTo(goesOn(ResumeLevel.TOKENS, 1));
        assertThat(decide(completion(12, RequestTrait.LOGPROBS), half)).isEqualTo(refused(ResumeRefusal.LOGPROBS));
        assertThat(decide(chat(12, RequestTrait.TOKEN_IDS_WANTED), half)).isEqualTo(refused(ResumeRefusal.TOKEN_IDS));
    }

    @Test
    void finishesWhatHasAllItsTokens() {
        assertThat(decide(chat(10), TEN)).isEqualTo(new ResumeDecision.Finish("length"));
        assertThat(decide(chat(10), TEN).level()).isEqualTo(ResumeLevel.END);
    }

    @Test
    void finishesWhatHasItsFinishReasonWhateverItIs() {
        Progress finished = new Progress(3, 0, false, false, 9, true, true, true, true, 5);
        for (RequestTrait trait : EnumSet.allOf(RequestTrait.class)) {
            assertThat(decide(chat(100, trait), finished)).isEqualTo(new ResumeDecision.Finish(""));
        }
    }

    @Test
    void refusesForWhatWasSent() {
        assertThat(decide(chat(30), new Progress(5, 0, true, true, 9, false, true, false, false, 0)))
                .isEqualTo(refused(ResumeRefusal.TOOL_CALL));
        assertThat(decide(chat(30), new Progress(5, 0, true, true, 0, true, false, false, false, 0)))
                .isEqualTo(refused(ResumeRefusal.REASONING));
        assertThat(decide(chat(30), new Progress(5, 0, false, true, 9, false, false, false, true, 0)))
                .isEqualTo(refused(ResumeRefusal.MEMORY));
        assertThat(decide(chat(30), new Progress(5, 0, true, true, 9, false, false, false, false, MOST)))
                .isEqualTo(refused(ResumeRefusal.RESUMES_SPENT));
    }

    @Test
    void goesOnFromTextOnlyWhileItIsKept() {
        Progress dropped = new Progress(5, 0, false, true, 9, false, false, false, true, 0);
        assertThat(ResumeEligibility.decideText(chat(30), dropped)).isEqualTo(refused(ResumeRefusal.MEMORY));
    }

    @Test
    void goesOnByIdsOnlyOnceReasoningIsOver() {
        Progress reasoned = new Progress(5, 0, true, true, 9, true, false, false, false, 0);
        assertThat(decide(chat(30), reasoned)).isEqualTo(goesOn(ResumeLevel.TOKENS, 25));
        assertThat(decide(chat(30, RequestTrait.TOOLS), reasoned)).isEqualTo(refused(ResumeRefusal.REASONING));
        assertThat(ResumeEligibility.decideText(chat(30), reasoned)).isEqualTo(refused(ResumeRefusal.REASONING));
    }

    @Test
    void isWeakerWhereIdsWereRefused() {
        assertThat(ResumeEligibility.decideText(chat(30), TEN)).isEqualTo(goesOn(ResumeLevel.TEXT, 20));
        assertThat(ResumeEligibility.decideText(completion(30, RequestTrait.TOKEN_PROMPT), TEN))
                .isEqualTo(refused(ResumeRefusal.PROMPT));
    }
}
