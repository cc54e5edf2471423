package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Far more is wanted than the bounds allow: the cloud's books never show more, not even while replicas are replaced. */
@Timeout(120)
class FleetBoundsIT {
    private static final int MOST_OF_ALL = 5;
    /** Two of the cheapest at 0.2052 fit, with the fifth that a spot price may rise; three do not. */
    private static final double DOLLARS = 0.55;

    private static SpotTrial trial;
    private static LogLines log;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of("skipjack.fleet.max-replicas", String.valueOf(MOST_OF_ALL)));
        log = new LogLines();
    }

    @AfterAll
    static void stop() {
        trial.close();
        log.close();
    }

    @Test
    void neitherDollarsNorCountAreExceeded() {
        String thrifty = trial.deploySpotOnly(
                "min_replicas: 8, max_replicas: 8, regions: [us-east-1], max_hourly_cost: " + DOLLARS);
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(thrifty).size() == 2);
        String greedy = trial.deploySpotOnly("min_replicas: 9, max_replicas: 9");
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(greedy).size() == 3);
        trial.awaitReady(greedy, 3);

        trial.ec2().interrupt(trial.live(thrifty).getFirst().id(), Interrupting.atOnce());
        trial.ec2().interrupt(trial.live(greedy).getFirst().id(), Interrupting.after(Duration.ofSeconds(6)));
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> trial.books(greedy).size() + trial.books(thrifty).size() >= MOST_OF_ALL + 2);

        List<Book> all = new ArrayList<>(trial.books(thrifty));
        all.addAll(trial.books(greedy));
        assertThat(SpotTrial.mostAtOnce(all)).isEqualTo(MOST_OF_ALL);
        assertThat(SpotTrial.mostAtOnce(trial.books(thrifty))).isEqualTo(2);
        assertThat(trial.fleet(thrifty).path("dollars_per_hour").asDouble()).isBetween(0.2, DOLLARS);
        assertThat(trial.status().path("fleet").path("live").asInt()).isLessThanOrEqualTo(MOST_OF_ALL);
        assertThat(log.at(Level.WARN, TestRouter.name(thrifty) + ": no spot replica launched"))
                .anySatisfy(line -> assertThat(line).contains("the bound on spending leaves $"));
        assertThat(log.at(Level.WARN, TestRouter.name(greedy) + ": no spot replica launched"))
                .isNotEmpty();
    }
}
