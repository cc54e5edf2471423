package io.skipjack.listen;

import io.skipjack.processors.inference.AnswerOutcome;

/** What a status says of how a request ended. */
final class AnswerOutcomes {
    private AnswerOutcomes() {}

    static AnswerOutcome ofStatus(int status) {
        if (status < 400) {
            return AnswerOutcome.ANSWERED;
        }
        return status < 500 ? AnswerOutcome.REFUSED : AnswerOutcome.FAILED;
    }
}
