package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
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
            fleet.all().forEach(engine -> engine.inject(Fault.contextTooLong()));
            for (int i = 1; i <= 6; i++) {
                WireAnswer answer = fleet.ask(i % 2 == 0);

                Fleet.assertError(answer, 400);
                assertThat(answer.json().path("error").path("message").asText()).contains("maximum context length");
                assertThat(answer.header("x-skipjack-tier")).isEqualTo("spot");
                assertThat(fleet.asked()).isEqualTo(i);
            }
            assertThat(fleet.health()).contains("\"spot-1\":\"ready\"", "\"spot-2\":\"ready\"");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 413, 422})
    void otherRefusalsToo(int status) {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            fleet.all().forEach(engine -> engine.inject(Fault.status(status)));

            Fleet.assertError(fleet.chat(), status);

            assertThat(fleet.asked()).isEqualTo(1);
        }
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
