package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ReceivedRequest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A serverless endpoint without a worker: the request waits, its client is told so, and then it is answered. */
class Row12ColdServerlessIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void holdsTheRequestsUntilAWorkerIsUp(int status) {
        try (Fleet fleet = Fleet.deploy(router, 0, 1)) {
            fleet.serverless().inject(Fault.status(status).times(2));
            var whole = WireCall.later(fleet::chat);

            WireAnswer streamed = fleet.stream();

            Fleet.assertWhole(streamed);
            assertThat(streamed.comments()).isPositive();
            assertThat(streamed.text()).startsWith(": waiting\n\n");
            Fleet.assertWholeFrom(whole.join(), "serverless", "serverless-1");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void followsSeeOtherOnTheSameOrigin(boolean streaming) {
        try (Fleet fleet = Fleet.deploy(router, 0, 1)) {
            fleet.serverless().inject(Fault.seeOther(Duration.ofMillis(200)));

            Fleet.assertWholeFrom(fleet.ask(streaming), "serverless", "serverless-1");

            assertThat(Fleet.received(fleet.serverless()))
                    .extracting(ReceivedRequest::method)
                    .containsExactly("POST", "GET");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 307, 308})
    void neverFollowsARedirectToAnotherOrigin(int status) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1);
                FakeEngine elsewhere =
                        FakeEngine.start(EngineSettings.defaults().withModel(fleet.model()))) {
            URI trap = URI.create(elsewhere.baseUri() + "/chat/completions");
            fleet.spot(1).inject(Fault.redirect(status, trap));

            WireAnswer answer = fleet.chat();

            Fleet.assertWholeFrom(answer, "serverless", "serverless-1");
            assertThat(answer.header("location")).isNull();
            assertThat(Fleet.received(elsewhere)).isEmpty();
        }
    }

    @Test
    void aRedirectThatIsAllThereIsBecomesAnErrorAndNotALoop() {
        try (Fleet fleet = Fleet.deploy(router, 0, 1)) {
            fleet.serverless().inject(Fault.redirect(302, URI.create("http://127.0.0.1:9/v1")));

            Fleet.assertError(fleet.chat(), 502);

            assertThat(fleet.asked()).isLessThanOrEqualTo(5);
        }
    }
}
