package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Refusing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool has no instances: the next one is asked, and that one left alone for a while. */
@Timeout(120)
class Row48NoCapacityIT {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(6);
    private static SpotTrial trial;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of("skipjack.fleet.avoid-after-refusal", LEFT_ALONE.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @AfterEach
    void behave() {
        trial.ec2().misbehaviour().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, us-east-1",
        "UnfulfillableCapacity, us-east-2",
        "Unsupported, us-west-2",
        "InsufficientFreeAddressesInSubnet, eu-west-1"
    })
    void theNextPoolIsAskedAndThatOneLeftAlone(String code, String region) {
        String cheapest = region + "c";
        String next = region + "a";
        String spot = "min_replicas: 1, regions: [%s], zones: [%s, %s]".formatted(region, cheapest, next);
        trial.ec2().misbehaviour().refuse(Refusing.launches(code).inZone(cheapest));
        String first = trial.deploySpotOnly(spot);
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(first).size() == 1);
        assertThat(trial.only(first).zone()).isEqualTo(next);

        trial.ec2().misbehaviour().clear();
        String second = trial.deploySpotOnly(spot);
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(second).size() == 1);
        assertThat(trial.only(second).zone())
                .as("cheaper, and free again, but that was not tried yet")
                .isEqualTo(next);
        assertThat(trial.replicas(first)).hasSize(1);
    }

    @Test
    void afterTheTimeItIsAskedAgainAndNotBefore() {
        trial.ec2().misbehaviour().refuse(Refusing.launches("InsufficientInstanceCapacity"));
        long before = trial.ec2().calls("CreateFleet");
        trial.router().deploy(trial.model(), trial.cloud().tiers("min_replicas: 1, regions: [eu-central-1]"));
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> trial.fleet(trial.model())
                        .path("launches")
                        .path("spot_missing_since")
                        .isTextual());

        // twenty turns of the loop, and room for one call for each group of offers of about the same price
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.ec2().calls("CreateFleet") - before <= 3
                        && trial.tier(trial.model()).equals("serverless"));
        assertThat(trial.halted(trial.model())).as("no capacity is no mistake").isEmpty();

        trial.ec2().misbehaviour().clear();
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(trial.model()).size() == 1);
        assertThat(trial.only(trial.model()).zone()).isEqualTo("eu-central-1c");
    }

    @Test
    void onDemandWalksFromZoneToZoneToo() {
        String spot = "min_replicas: 1, base_ondemand_replicas: 1, regions: [ap-northeast-1]";
        trial.ec2()
                .misbehaviour()
                .refuse(Refusing.launches("InsufficientInstanceCapacity").inZone("ap-northeast-1a"));
        String model = trial.deploySpotOnly(spot);

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        assertThat(trial.only(model).zone()).isEqualTo("ap-northeast-1b");
        assertThat(trial.only(model).capacityType()).isEqualTo("on-demand");
    }
}
