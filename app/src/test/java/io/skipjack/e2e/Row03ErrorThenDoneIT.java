package io.skipjack.e2e;

import io.skipjack.provider.sandbox.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** vLLM reports an engine error inside the stream and sends {@code [DONE]} after it. */
class Row03ErrorThenDoneIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, Fleet.ANSWER_TOKENS})
    void isNoSuccess(int tokens) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.errorEventAfterTokens(tokens));
            Fleet.assertCutAfter(fleet.streamUnresumed(), tokens);
            fleet.assertQuiet();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, Fleet.ANSWER_TOKENS})
    void isNoEndEither(int tokens) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.errorEventAfterTokens(tokens));
            Fleet.assertResumed(fleet.stream());
            fleet.assertQuiet();
        }
    }

    @Test
    void beforeTheFirstTokenAnotherUpstreamAnswers() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.errorEventAfterTokens(0));
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
        }
    }

    @Test
    void notStreamedAnotherUpstreamAnswers() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.errorEventAfterTokens(3));
            Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
        }
    }
}
