package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An upstream falls silent in mid-answer: the idle time-out ends the wait. */
class Row06HangInMidAnswerIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void theStreamEndsWithAnErrorAfterTheIdleTimeOut() {
        IntStream.of(1, 3, Fleet.ANSWER_TOKENS).parallel().forEach(tokens -> {
            try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
                fleet.spot(1).inject(Fault.hangAfterTokens(tokens));
                long began = System.nanoTime();

                Fleet.assertCutAfter(fleet.streamUnresumed(), tokens);

                assertIdled(began);
                fleet.assertQuiet();
            }
        });
    }

    @Test
    void theStreamGoesOnElsewhereAfterTheIdleTimeOut() {
        IntStream.of(1, 3, Fleet.ANSWER_TOKENS).parallel().forEach(tokens -> {
            try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
                fleet.spot(1).inject(Fault.hangAfterTokens(tokens));
                long began = System.nanoTime();

                Fleet.assertResumed(fleet.stream());

                assertIdled(began);
                fleet.assertQuiet();
            }
        });
    }

    private static void assertIdled(long began) {
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
    }

    /** Comments keep the line alive, not the answer. */
    @Test
    void commentsFromTheUpstreamAreNoTokens() {
        String model = TestRouter.newModel();
        String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}\n\n";
        try (RawUpstream upstream = RawUpstream.start(connection -> {
            connection.eventStreamHead();
            connection.chunk(event);
            connection.untilClosed(Duration.ofMillis(100), () -> connection.chunk(": ping\n\n"));
        })) {
            router.deploy(model, "serverless: { urls: [\"" + upstream.baseUri() + "\"] }");

            WireAnswer answer = WireCall.stream(router, model, WireCall.UNRESUMED);

            assertThat(answer.said()).isEqualTo("Hi");
            assertThat(answer.streamError()).isEqualTo("stream_interrupted");
            assertThat(answer.done()).isFalse();
        }
    }

    /** The answer is whole once its last word has been sent, whatever becomes of the connection. */
    @Test
    void aMissingEndOfTheBodyAfterDoneIsNoError() {
        String model = TestRouter.newModel();
        String event =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
        try (RawUpstream upstream = RawUpstream.start(connection -> {
            connection.eventStreamHead();
            connection.chunk(event + "data: [DONE]\n\n");
            connection.untilClosed(Duration.ofMillis(100), () -> {});
        })) {
            router.deploy(model, "serverless: { urls: [\"" + upstream.baseUri() + "\"] }");

            WireAnswer answer = WireCall.stream(router, model);

            assertThat(answer.said()).isEqualTo("Hi");
            assertThat(answer.data()).last().isEqualTo("[DONE]");
            assertThat(answer.whole()).isTrue();
        }
    }
}
