package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 429 or 503 with Retry-After: another replica answers at once; the busy one is left alone so long, not ejected. */
class Row08BusyReplicaIT {
    private final TestRouter router = TestRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void anotherReplicaAnswersAtOnceAndTheBusyOneIsBackedOff(int status) {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            Duration retryAfter = Duration.ofSeconds(1);
            Fault busy = status == 429 ? Fault.tooManyRequests(retryAfter) : Fault.unavailable(retryAfter);
            fleet.spot(1).inject(busy.onPath("/v1/chat"));
            long began = System.nanoTime();
            for (int i = 0; i < 8; i++) {
                Fleet.assertWholeFrom(fleet.ask(i % 2 == 0), "spot", "spot-2");
            }
            if (System.nanoTime() - began < Duration.ofMillis(900).toNanos()) {
                assertThat(Fleet.asked(fleet.spot(1))).isLessThanOrEqualTo(1);
            }
            assertThat(fleet.health()).doesNotContain("ejected");

            fleet.spot(1).clearFaults();
            router.awaitReady(fleet.model(), "spot-1");
            assertThat(Fleet.asked(fleet.serverless())).isZero();
        }
    }

    @Test
    void theNextTierAnswersWhenTheWholeTierIsBusy() {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            fleet.spot(1).inject(Fault.tooManyRequests(Duration.ofSeconds(60)));
            fleet.spot(2).inject(Fault.unavailable(Duration.ofSeconds(60)));
            for (int i = 0; i < 5; i++) {
                Fleet.assertWholeFrom(fleet.ask(i % 2 == 0), "serverless", "serverless-1");
            }
            assertThat(Fleet.asked(fleet.spot(1)) + Fleet.asked(fleet.spot(2))).isEqualTo(2);
        }
    }
}
