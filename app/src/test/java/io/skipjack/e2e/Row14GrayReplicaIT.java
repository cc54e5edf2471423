package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A replica answers everything, but far slower than its peers: it is taken out. */
class Row14GrayReplicaIT {
    private static final int TOKENS = 2;

    private final TestRouter router = TestRouter.shared();

    @Test
    void isEjectedAndItsPeersAreNot() {
        try (Fleet fleet = Fleet.deploy(
                router,
                3,
                0,
                settings -> settings.withAnswerTokens(TOKENS).withSpeed(1_000_000, Duration.ofMillis(20)),
                ", routing_policy: round-robin",
                "")) {
            fleet.spot(1).slow(40);
            Awaitility.await("the slow one to be ejected")
                    .atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        askAtOnce(fleet, 6);
                        return fleet.health().contains("\"spot-1\":\"ejected\"");
                    });
            assertThat(fleet.health()).contains("\"spot-2\":\"ready\"", "\"spot-3\":\"ready\"");
            long slow = Fleet.asked(fleet.spot(1));
            long began = System.nanoTime();

            askAtOnce(fleet, 6);

            if (System.nanoTime() - began < Duration.ofMillis(400).toNanos()) {
                assertThat(Fleet.asked(fleet.spot(1))).isEqualTo(slow);
            }
        }
    }

    private static void askAtOnce(Fleet fleet, int requests) {
        List<CompletableFuture<WireAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(WireCall.later(fleet::stream));
        }
        answers.forEach(answer -> assertThat(answer.join().said()).isEqualTo(Fleet.oracle(TOKENS)));
    }
}
