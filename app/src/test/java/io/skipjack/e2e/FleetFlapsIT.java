package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Row 13 with a fleet of ours: zone after zone takes back what it has just given. */
@Timeout(120)
class FleetFlapsIT {
    private static final int FLAPS = 3;

    @Test
    void noRequestIsLostAndTheZoneThatTookIsNotAskedNext() {
        try (SpotTrial trial = SpotTrial.start(Map.of())) {
            String model = trial.model();
            trial.router().deploy(model, trial.cloud().tiers("min_replicas: 1, max_replicas: 1, regions: [us-east-1]"));
            for (int flap = 1; flap <= FLAPS; flap++) {
                int count = flap;
                await().atMost(SpotTrial.PATIENCE).until(() -> {
                    trial.tier(model);
                    return trial.live(model).size() == 1 && trial.books(model).size() == count;
                });
                trial.awaitReady(model, 1);
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> trial.tier(model).equals("spot"));
                trial.ec2().interrupt(trial.live(model).getFirst().id(), Interrupting.atOnce());
                for (int i = 0; i < 20; i++) {
                    trial.tier(model);
                }
            }
            await().atMost(SpotTrial.PATIENCE).until(() -> {
                trial.tier(model);
                return trial.books(model).size() == FLAPS + 1;
            });
            List<Book> books = trial.books(model);
            for (int i = 1; i < books.size(); i++) {
                Book before = books.get(i - 1);
                Book next = books.get(i);
                assertThat(next.type() + next.zone()).isNotEqualTo(before.type() + before.zone());
            }
            await().during(Duration.ofSeconds(1)).until(() -> trial.books(model).size() == FLAPS + 1);
            assertThat(trial.halted(model))
                    .as("spot that is taken is no mistake")
                    .isEmpty();
        }
    }
}
