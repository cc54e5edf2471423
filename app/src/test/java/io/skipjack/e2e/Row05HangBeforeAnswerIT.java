package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An upstream takes the request and says nothing: after the first-byte time-out another answers, and it is let go. */
class Row05HangBeforeAnswerIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void anotherUpstreamAnswersAndTheHungAttemptIsCancelled() {
        List<Fault> faults = List.of(
                Fault.hangBeforeHeaders(),
                Fault.hangAfterHeaders(),
                Fault.hangAfterTokens(0),
                Fault.acceptThenNothing());
        // all at once, as each takes the whole time-out
        faults.parallelStream().forEach(fault -> {
            try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
                fleet.spot(1).inject(fault.onPath("/v1/chat"));
                var streamed = WireCall.later(fleet::stream);
                var whole = WireCall.later(fleet::chat);

                Fleet.assertWhole(streamed.join());
                Fleet.assertWholeFrom(whole.join(), "serverless", "serverless-1");

                fleet.assertQuiet();
                assertThat(Fleet.asked(fleet.serverless())).isEqualTo(2);
            }
        });
    }
}
