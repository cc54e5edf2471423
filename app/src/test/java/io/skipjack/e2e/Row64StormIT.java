package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From no requests to far too many and back: as many launches as may be, no more, and each replica goes once. */
@Timeout(120)
class Row64StormIT {
    private static final int MOST = 3;

    @Test
    void launchesOnceWhatMayBeAndEndsEachOnce() {
        try (SpotTrial trial = SpotTrial.start(Map.of())) {
            String model = trial.model();
            trial.router()
                    .deploy(
                            model,
                            trial.cloud()
                                    .tiers(("max_replicas: %d, target_concurrency: 1,"
                                                    + " upscale_delay: 500ms, downscale_delay: 3s")
                                            .formatted(MOST)));
            await().during(Duration.ofSeconds(1)).until(() -> trial.books(model).isEmpty());
            try (Traffic storm = new Traffic(trial.router(), model, 24)) {
                trial.awaitReady(model, MOST);
                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> trial.books(model).size() == MOST);
                assertThat(storm.failures()).isEmpty();
            }
            // arrivals count for twenty seconds; one replica stays so long
            await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).isEmpty());
            assertThat(trial.books(model)).hasSize(MOST);
            assertThat(SpotTrial.mostAtOnce(trial.books(model))).isEqualTo(MOST);
            assertThat(trial.fleet(model).path("wanted").asInt()).isZero();
        }
    }
}
