package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A dead tier's breaker opens for its deployment alone, and closes by itself. */
class TierBreakerIT {
    private final TestRouter router = TightRouter.shared();

    @Test
    void opensForTheDeadTierOfOneDeploymentAndLeavesOthersAlone() {
        try (Fleet dead = Fleet.deploy(router, 2, 1);
                Fleet alive = Fleet.deploy(router, 1, 1)) {
            dead.spot(1).inject(Fault.resetBeforeHeaders());
            dead.spot(2).inject(Fault.resetBeforeHeaders());
            for (int i = 0; i < 2 * TightRouter.BREAKER_CALLS; i++) {
                Fleet.assertWholeFrom(dead.chat(), "serverless", "serverless-1");
            }
            long asked = Fleet.asked(dead.spot(1)) + Fleet.asked(dead.spot(2));
            for (int i = 0; i < 5; i++) {
                Fleet.assertWholeFrom(dead.stream(), "serverless", "serverless-1");
                Fleet.assertWholeFrom(alive.stream(), "spot", "spot-1");
            }
            assertThat(asked).isLessThan(4L * TightRouter.BREAKER_CALLS);

            dead.spot(1).clearFaults();
            dead.spot(2).clearFaults();
            Awaitility.await("spot to be used again")
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> "spot".equals(dead.chat().header("x-skipjack-tier")));
        }
    }
}
