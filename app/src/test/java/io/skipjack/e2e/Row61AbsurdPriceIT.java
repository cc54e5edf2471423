package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A price feed that is broken: the last good price stays, with its age, and no launch follows the absurd one. */
@Timeout(120)
class Row61AbsurdPriceIT {
    private static final String TYPE = "g6.xlarge";
    private static SpotTrial trial;
    private static LogLines log;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of("skipjack.fleet.price-interval", "300ms"));
        // a router that starts sets logging up anew
        log = new LogLines();
    }

    @AfterAll
    static void stop() {
        trial.close();
        log.close();
    }

    @AfterEach
    void behave() {
        trial.ec2().restoreAll();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, 1e9, -1})
    void theLastGoodPriceStaysWithItsAge(double absurd) {
        String first = trial.deploySpotOnly("min_replicas: 1, regions: [us-east-1]");
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(first).size() == 1);
        double dear = lastGood("us-east-1b").path("dollars_per_hour").asDouble();
        double cheap = lastGood("us-east-1c").path("dollars_per_hour").asDouble();
        assertThat(cheap).isPositive().isLessThan(dear);

        trial.ec2().price(TYPE, absurd > 0 ? "us-east-1c" : "us-east-1b", absurd);
        awaitPolls();
        assertThat(lastGood("us-east-1b").path("dollars_per_hour").asDouble()).isEqualTo(dear);
        assertThat(lastGood("us-east-1c").path("dollars_per_hour").asDouble()).isEqualTo(cheap);
        assertThat(lastGood("us-east-1b").path("age_seconds").asLong(-1)).isNotNegative();
        assertThat(log.at(Level.WARN, " price ")).isNotEmpty();

        String second = trial.deploySpotOnly("min_replicas: 1, regions: [us-east-1]");
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(second).size() == 1);
        assertThat(trial.only(second).zone()).isEqualTo("us-east-1c");
        trial.router().undeploy(first);
        trial.router().undeploy(second);
    }

    @Test
    void whatNeverHadAGoodPriceIsNotLaunched() {
        trial.ec2().price(TYPE, "eu-central-1c", -3);
        trial.ec2().price("g6.2xlarge", "eu-central-1c", Double.NaN);
        String model = trial.deploySpotOnly("min_replicas: 1, zones: [eu-central-1c], regions: [eu-central-1]");
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> !log.at(Level.WARN, TestRouter.name(model) + ": no spot replica launched")
                        .isEmpty());
        awaitPolls();
        assertThat(trial.books(model)).isEmpty();

        behave();
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        assertThat(trial.replicas(model).getLast().path("dollars_per_hour").asDouble())
                .isPositive()
                .isLessThan(1);
    }

    private static void awaitPolls() {
        long before = trial.ec2().calls("DescribeSpotPriceHistory");
        await().atMost(Duration.ofSeconds(10)).until(() -> trial.ec2().calls("DescribeSpotPriceHistory") - before >= 3);
    }

    private static JsonNode lastGood(String zone) {
        for (JsonNode price : trial.status().path("prices").path("last_good")) {
            if (price.path("offer").asText().equals("ec2/%s/%s/spot".formatted(zone, TYPE))) {
                return price;
            }
        }
        throw new AssertionError("no price of " + TYPE + " in " + zone);
    }
}
