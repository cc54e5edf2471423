package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** One prompt breaks whichever engine gets it: it is given up after two, and the fleet goes on. */
class Row09PoisonPromptIT {
    private static final String POISON = "\"user\":\"poison\"";

    private final TestRouter router = TestRouter.shared();

    @Test
    void anErrorOfTwoDistinctUpstreamsIsTheAnswer() {
        try (Fleet fleet = Fleet.deploy(router, 3, 1)) {
            fleet.all().forEach(engine -> engine.inject(Fault.status(500).whenBodyContains("poison")));
            for (int i = 1; i <= 6; i++) {
                String more = POISON + (i % 2 == 0 ? ",\"stream\":true" : "");
                Fleet.assertError(WireCall.chat(router, fleet.model(), more), 502);
                assertThat(fleet.asked()).isEqualTo(2L * i);
            }
            for (int i = 0; i < 6; i++) {
                WireAnswer answer = fleet.chat();
                Fleet.assertWhole(answer);
                assertThat(answer.header("x-skipjack-tier")).isEqualTo("spot");
            }
        }
    }

    /** Worse than a 500: the connection just dies, as when the engine crashes. */
    @Test
    void aRequestThatKillsEveryConnectionIsGivenUp() {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            fleet.all()
                    .forEach(engine -> engine.inject(Fault.resetBeforeHeaders().whenBodyContains("poison")));

            Fleet.assertError(WireCall.chat(router, fleet.model(), POISON), 502);

            assertThat(fleet.asked()).isBetween(2L, 6L);
            Fleet.assertWhole(fleet.chat());
        }
    }
}
