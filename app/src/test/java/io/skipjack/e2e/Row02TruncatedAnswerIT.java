package io.skipjack.e2e;

import io.skipjack.provider.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** An answer ends without saying that it is whole: that is a death, never a success. */
class Row02TruncatedAnswerIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void aStreamClosedWithoutItsLastChunkIsCut() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.finAfterTokens(tokens).times(1));
                Fleet.assertCutAfter(fleet.streamUnresumed(), tokens);
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
            fleet.assertQuiet();
        }
    }

    @Test
    void aStreamClosedWithoutItsLastChunkGoesOnElsewhere() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.finAfterTokens(tokens).times(1));
                Fleet.assertResumed(fleet.stream());
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
            fleet.assertQuiet();
        }
    }

    @Test
    void aStreamEndedWellButWithoutAFinishReasonIsCut() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.endWithoutFinish(tokens).times(1));
                Fleet.assertCutAfter(fleet.streamUnresumed(), tokens);
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
        }
    }

    @Test
    void aStreamEndedWellButWithoutAFinishReasonGoesOnElsewhere() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (int tokens = 1; tokens <= Fleet.ANSWER_TOKENS; tokens++) {
                fleet.spot(1).inject(Fault.endWithoutFinish(tokens).times(1));
                Fleet.assertResumed(fleet.stream());
                Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            }
        }
    }

    @Test
    void aStreamThatSaidNothingIsRepeatedElsewhere() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1)
                    .inject(
                            Fault.endWithoutFinish(0).times(1),
                            Fault.finAfterTokens(0).times(1));
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
            Fleet.assertWholeFrom(fleet.stream(), "serverless", "serverless-1");
        }
    }

    @Test
    void anAnswerThatIsNotStreamedIsRepeatedElsewhere() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            for (Fault fault : new Fault[] {Fault.finAfterTokens(3), Fault.endWithoutFinish(3), Fault.cutShort(5)}) {
                fleet.spot(1).inject(fault.times(1));
                Fleet.assertWholeFrom(fleet.chatUnresumed(), "serverless", "serverless-1");
                Fleet.assertWholeFrom(fleet.chatUnresumed(), "spot", "spot-1");
            }
        }
    }

    @Test
    void anAnswerThatNobodyCompletesIs502() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.all().forEach(engine -> engine.inject(Fault.cutShort(5)));
            Fleet.assertError(fleet.chatUnresumed(), 502);
        }
    }

    /** The router has it streamed, and so knows that only the last word of the stream is missing. */
    @Test
    void anAnswerOfWhichOnlyTheFormalEndIsMissingIsWhole() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.all().forEach(engine -> engine.inject(Fault.cutShort(5)));

            Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-1");
        }
    }
}
