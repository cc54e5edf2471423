package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code /health} says 200 while nothing can be generated: what requests meet counts for more than the probe. */
class Row15BrokenGenerationIT {
    @Test
    void isEjectedThoughItsHealthIsGoodAndComesBackWhenCured() {
        try (Fleet fleet = Fleet.deploy(TestRouter.shared(), 2, 1)) {
            fleet.spot(1).inject(Fault.status(500));
            for (int i = 0; i < 12; i++) {
                Fleet.assertWholeFrom(fleet.ask(i % 2 == 0), "spot", "spot-2");
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-2");
                        return fleet.health().contains("\"spot-1\":\"ejected\"");
                    });
            fleet.spot(1).clearFaults();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> "spot-1".equals(fleet.chat().header("x-skipjack-upstream")));
        }
    }

    /** When all look sick the fault may be elsewhere: part of them stays in, so that what can answer may. */
    @Test
    void onlyPartOfATierIsEverEjected() {
        try (Fleet fleet = Fleet.deploy(TestRouter.shared(), 4, 1)) {
            for (int i = 1; i <= 4; i++) {
                fleet.spot(i).inject(Fault.resetBeforeHeaders());
            }
            for (int i = 0; i < 20; i++) {
                Fleet.assertWholeFrom(fleet.chat(), "serverless", "serverless-1");
                assertThat(fleet.health().split("ejected", -1).length - 1).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void theOneTokenProbeFindsItWithoutAnyRequest() {
        try (Fleet fleet = Fleet.deploy(TightRouter.shared(), 2, 1)) {
            fleet.spot(1).inject(Fault.status(500));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(fleet.health())
                            .containsAnyOf("\"spot-1\":\"ejected\"", "\"spot-1\":\"not ready\""));
            assertThat(fleet.health()).contains("\"spot-2\":\"ready\"");

            fleet.spot(1).clearFaults();
            TightRouter.shared().awaitReady(fleet.model(), "spot-1");
        }
    }
}
