package io.skipjack.domain.resume;

/** What becomes of an answer whose upstream is lost, or about to be. */
public sealed interface ResumeDecision {
    /** {@link ResumeLevel#NONE} for a refusal. */
    ResumeLevel level();

    /**
     * It goes on elsewhere.
     *
     * @param level {@link ResumeLevel#TOKENS} or {@link ResumeLevel#TEXT}
     * @param remaining tokens it may still have, 1 or more; {@link ResumableRequest#NO_LIMIT} for no limit
     */
    record Continue(ResumeLevel level, int remaining) implements ResumeDecision {}

    /**
     * All was said but the formal end.
     *
     * @param finishReason to be sent; empty when one was
     */
    record Finish(String finishReason) implements ResumeDecision {
        @Override
        public ResumeLevel level() {
            return ResumeLevel.END;
        }
    }

    /** It ends with an explicit error. */
    record Refuse(ResumeRefusal why) implements ResumeDecision {
        @Override
        public ResumeLevel level() {
            return ResumeLevel.NONE;
        }
    }
}
