package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The request itself is refused: passed through in OpenAI's shape, not retried, held against nobody. */
class Row10ClientErrorIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contextTooLongIsPassedOnInOpenAisShape(boolean oldEngine) {
        try (Fleet fleet =
                Fleet.deploy(router, 2, 1, settings -> oldEngine ? settings.withOldErrors() : settings, "", "")) {
            long before = knowWhatTheyTake(fleet);
            fleet.all().forEach(engine -> engine.inject(Fault.contextTooLong()));
            for (int i = 1; i <= 6; i++) {
                WireAnswer answer = fleet.ask(i % 2 == 0);

                Fleet.assertError(answer, 400);
                assertThat(answer.json().path("error").path("message").asText()).contains("maximum context length");
                assertThat(answer.header("x-skipjack-tier")).isEqualTo("spot");
                assertThat(fleet.asked() - before).isEqualTo(i);
            }
            assertThat(fleet.health()).contains("\"spot-1\":\"ready\"", "\"spot-2\":\"ready\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 413, 422})
    void otherRefusalsToo(int status) {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            long before = knowWhatTheyTake(fleet);
            fleet.all().forEach(engine -> engine.inject(Fault.status(status)));

            Fleet.assertError(fleet.chat(), status);

            assertThat(fleet.asked() - before).isEqualTo(1);
        }
    }

    /**
     * One that has never answered may have refused what only the router wants of it, the token ids: it is asked again
     * without, and what it says then is passed on.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUntriedUpstreamIsAskedAgainWithoutWhatTheRouterAdds(boolean streaming) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1)) {
            fleet.spot(1).inject(Fault.contextTooLong());

            Fleet.assertError(fleet.ask(streaming), 400);

            List<ReceivedRequest> asked = asks(fleet.spot(1));
            assertThat(asked).extracting(Row10ClientErrorIT::wantsTokenIds).containsExactly(true, false);
            assertThat(Fleet.asked(fleet.serverless())).isZero();
        }
    }

    /** What does not know the field is told once, and never again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUpstreamThatRefusesTokenIdsIsNotAskedForThemAgain(boolean streaming) {
        try (Fleet fleet = Fleet.deploy(router, 1, 1, EngineSettings::withStrictParameters, "", "")) {
            for (int i = 0; i < 3; i++) {
                Fleet.assertWholeFrom(fleet.ask(streaming), "spot", "spot-1");
            }

            assertThat(asks(fleet.spot(1)))
                    .extracting(Row10ClientErrorIT::wantsTokenIds)
                    .containsExactly(true, false, false, false);
        }
    }

    /** Nobody here takes what would go on with an answer: no use in waiting. */
    @Test
    void anAnswerThatNobodyTakesUpEndsWithAnErrorAtOnce() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1, EngineSettings::withStrictParameters, "", "")) {
            Fleet.assertWholeFrom(fleet.stream(), "spot", "spot-1");
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));
            long began = System.nanoTime();

            Fleet.assertCutAfter(fleet.stream(), 3);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void anAnswerThatIsNotStreamedIsBegunAnewWhereNobodyTakesItUp() {
        try (Fleet fleet = Fleet.deploy(router, 1, 1, EngineSettings::withStrictParameters, "", "")) {
            Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-1");
            fleet.spot(1).inject(Fault.resetAfterTokens(3).times(1));

            Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
        }
    }

    /** One good answer of each spot upstream; returns what they were asked by then. */
    private static long knowWhatTheyTake(Fleet fleet) {
        for (int i = 0; i < 100 && (Fleet.asked(fleet.spot(1)) == 0 || Fleet.asked(fleet.spot(2)) == 0); i++) {
            Fleet.assertWhole(fleet.chat());
        }
        assertThat(Fleet.asked(fleet.spot(1))).isPositive();
        assertThat(Fleet.asked(fleet.spot(2))).isPositive();
        return fleet.asked();
    }

    private static List<ReceivedRequest> asks(FakeEngine engine) {
        return Fleet.received(engine).stream().filter(Fleet::forTokens).toList();
    }

    private static boolean wantsTokenIds(ReceivedRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8).contains("\"return_token_ids\":true");
    }

    /** An answer that comes before the request was read must not confuse the connection. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEarlyRefusalIsPassedOn(boolean streaming) {
        try (Fleet fleet = Fleet.deploy(router, 1, 0, settings -> settings.withMaxModelLen(1 << 20), "", "")) {
            fleet.spot(1).inject(Fault.earlyAnswer(413).times(1));
            String padding = "\"metadata\":{\"x\":\"" + "y".repeat(2_000_000) + "\"}";

            Fleet.assertError(
                    WireCall.chat(router, fleet.model(), padding + (streaming ? ",\"stream\":true" : "")), 413);
            Fleet.assertWhole(fleet.ask(streaming));
        }
    }
}
