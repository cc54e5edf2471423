package io.skipjack.e2e;

import io.skipjack.provider.sandbox.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code finish_reason} abort or error: the engine gave up, which is no end of an answer. */
class Row04AbortedAnswerIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void isAnInterruptionOfTheStream(String reason) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.finishReason(reason, 3));
            Fleet.assertCutAfter(fleet.streamUnresumed(), 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void isNotWhatTheClientReads(String reason) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.finishReason(reason, 3));
            Fleet.assertResumed(fleet.stream());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void beforeTheFirstTokenOrNotStreamedAnotherUpstreamAnswers(String reason) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.finishReason(reason, 0).times(1));
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
            fleet.spot(1).inject(Fault.finishReason(reason, 3).times(1));
            Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
        }
    }
}
