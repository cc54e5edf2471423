package io.skipjack.e2e;

import io.skipjack.provider.sandbox.Fault;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream resets its connection: unseen, or an explicit error where the answer may not go on elsewhere. */
class Row01UpstreamResetIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersElsewhereWhenItResetsBeforeItsHeaders(boolean streaming) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetBeforeHeaders());

            Fleet.assertWholeFrom(fleet.ask(streaming), "serverless", "serverless-1");

            fleet.assertQuiet();
        }
    }

    /** The opening event says nothing yet, so it does not commit the answer. */
    @Test
    void answersElsewhereWhenNothingWasSaid() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.resetAfterTokens(0));

            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
        }
    }

    @Test
    void endsTheStreamWithAnErrorAfterAnyNumberOfTokens() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.resetAfterTokens(tokens).times(1));

                Fleet.assertCutAfter(fleet.streamUnresumed(), tokens);
                // a good one between, so that it is not ejected
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
            fleet.assertQuiet();
            Assertions.assertThat(Fleet.asked(fleet.serverless())).isZero();
        }
    }

    @Test
    void goesOnElsewhereAfterAnyNumberOfTokens() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.resetAfterTokens(tokens).times(1));

                Fleet.assertResumed(fleet.stream());
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
            fleet.assertQuiet();
            Assertions.assertThat(Fleet.asked(fleet.serverless())).isEqualTo(Fleet.ANSWER_TOKENS);
        }
    }

    @Test
    void repeatsAnAnswerThatIsNotStreamedHoweverMuchOfItHadCome() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int bytes = 0; bytes <= 300; bytes += 50) {
                fleet.spot(1).inject(Fault.resetAfterBytes(bytes).times(1));

                Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
                Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-1");
            }
            fleet.assertQuiet();
        }
    }

    /** Every place where a connection may break, down to the middle of an event. */
    @Test
    void showsOnlyWholeEventsWhereverTheBytesEnd() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int bytes = 1; bytes < 1_000; bytes += 61) {
                fleet.spot(1).inject(Fault.resetAfterBytes(bytes).times(1));

                WireAnswer answer = fleet.streamUnresumed();

                if ("serverless".equals(answer.header("x-skipjack-tier"))) {
                    Fleet.assertWhole(answer);
                } else {
                    int said = answer.said().strip().split(" ").length;
                    Fleet.assertCutAfter(answer, said);
                }
                Fleet.assertWhole(fleet.stream());
            }
        }
    }

    @Test
    void isUnseenWhereverTheBytesEnd() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int bytes = 1; bytes < 1_000; bytes += 61) {
                fleet.spot(1).inject(Fault.resetAfterBytes(bytes).times(1));

                OneStream.of(fleet.stream()).assertWhole(Fleet.oracle(Fleet.ANSWER_TOKENS), "stop");
                Fleet.assertWhole(fleet.stream());
            }
            fleet.assertQuiet();
        }
    }
}
