package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Serverless endpoints at two providers, the most wanted first. */
class ServerlessInOrderIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final TestRouter router = TestRouter.shared();
    private final String model = TestRouter.newModel();

    /** Both asleep, each saying so in its own words: whichever is up first answers, and the client hears that it waits. */
    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "BAD_GATEWAY"})
    void whicheverOfTwoColdOnesIsUpFirstAnswers(WhileCold words) {
        try (FakeServerless first = cold(NEVER, words);
                FakeServerless second = cold(Duration.ofMillis(800), WhileCold.UNAVAILABLE)) {
            deploy(first, second);

            WireAnswer answer = WireCall.stream(router, model);

            Fleet.assertWhole(answer);
            assertThat(answer.comments()).isPositive();
            // The engine counts an answer once it has written its end, which the client may have read before.
            await().atMost(WAIT).until(() -> second.engine().counters().finished() == 1);
            assertThat(first.coldStarts()).as("both were woken").isOne();
        }
    }

    @Test
    void oneThatHoldsTheRequestIsWaitedForAndTheNextIsLeftAsleep() {
        try (FakeServerless first = cold(Duration.ofMillis(1_300), WhileCold.HOLD);
                FakeServerless second = cold(Duration.ZERO, WhileCold.HOLD)) {
            deploy(first, second);

            WireAnswer answer = WireCall.stream(router, model);

            Fleet.assertWhole(answer);
            assertThat(answer.comments()).isPositive();
            assertThat(second.coldStarts()).isZero();
        }
    }

    @Test
    void theDeadlineHoldsHoweverManyAreCold() {
        try (FakeServerless first = cold(NEVER, WhileCold.UNAVAILABLE);
                FakeServerless second = cold(NEVER, WhileCold.BAD_GATEWAY)) {
            deploy(first, second);

            WireAnswer answer = WireCall.chat(router, model, "");

            Fleet.assertError(answer, 503);
            assertThat(answer.header("retry-after")).matches("[1-9][0-9]*");
        }
    }

    @Test
    void oneThatIsThrottledIsLeftAloneWhileTheNextAnswers() {
        try (FakeServerless first = cold(Duration.ZERO, WhileCold.HOLD);
                FakeServerless second = cold(Duration.ZERO, WhileCold.HOLD)) {
            first.inject(Fault.tooManyRequests(Duration.ofSeconds(30)));
            deploy(first, second);

            for (int i = 0; i < 3; i++) {
                Fleet.assertWholeFrom(WireCall.chat(router, model, ""), "serverless", "serverless-2");
            }

            assertThat(Fleet.asked(first.engine())).isOne();
        }
    }

    private FakeServerless cold(Duration coldStart, WhileCold words) {
        return FakeServerless.start(
                ServerlessSettings.defaults().starting(coldStart, words).withEngine(Fleet.engine(model)));
    }

    private void deploy(FakeServerless first, FakeServerless second) {
        router.deploy(
                model,
                "serverless: { urls: [\"%s\", \"%s\"], routing_policy: in-order }"
                        .formatted(first.baseUri(), second.baseUri()));
    }
}
