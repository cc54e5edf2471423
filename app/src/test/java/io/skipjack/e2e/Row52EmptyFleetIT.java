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

/** CreateFleet says 200 and gives nothing: its errors are dealt with pool by pool. */
@Timeout(120)
class Row52EmptyFleetIT {
    private static SpotTrial trial;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of("skipjack.fleet.avoid-after-refusal", "2s"));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @AfterEach
    void behave() {
        trial.ec2().misbehaviour().clear();
    }

    @Test
    void eachPoolsErrorConcernsThatPool() {
        trial.ec2().misbehaviour().refuse(launches("InsufficientInstanceCapacity", "us-west-2c"));
        trial.ec2().misbehaviour().refuse(launches("InvalidSubnetID.NotFound", "us-west-2a"));
        trial.ec2().misbehaviour().refuse(launches("Unsupported", "us-west-2b"));
        String model = trial.deploySpotOnly("min_replicas: 2, regions: [us-west-2]");
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> trial.replicas(model).stream()
                        .anyMatch(replica -> replica.path("reason").asText().contains("and 4 more")));
        assertThat(trial.halted(model))
                .as("what is wrong with one pool stops no other")
                .isEmpty();
        assertThat(trial.books(model)).isEmpty();

        behave();
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 2);
        assertThat(trial.books(model))
                .as("a missing subnet is no matter of minutes")
                .hasSize(2)
                .noneMatch(book -> book.zone().equals("us-west-2a"));
    }

    @Test
    void aFleetOfNoneIsAskedForAgainAndIsOneInTheEnd() {
        trial.ec2().misbehaviour().limitFleets(0);
        String model = trial.deploySpotOnly("min_replicas: 1, regions: [us-east-2]");
        await().atMost(SpotTrial.PATIENCE).until(() -> !trial.replicas(model).isEmpty());

        behave();
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        trial.awaitReady(model, 1);
        assertThat(trial.books(model)).hasSize(1);
        assertThat(trial.replicas(model).stream()
                        .filter(replica -> !replica.path("state").asText().equals("ready")))
                .allSatisfy(
                        replica -> assertThat(replica.path("reason").asText()).contains("UnfulfillableCapacity"));
    }

    @Test
    void aPassingErrorOfEveryPoolIsNotRepeatedWithTheTokenThatHasItsAnswer() {
        trial.ec2().misbehaviour().refuse(Refusing.launches("InternalError").ofType("g6.xlarge"));
        trial.ec2().misbehaviour().refuse(Refusing.launches("InternalError").ofType("g6.2xlarge"));
        String model = trial.deploySpotOnly("min_replicas: 1, regions: [eu-west-1]");
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> trial.fleet(model)
                        .path("launches")
                        .path("spot_missing_since")
                        .isTextual());

        behave();
        await().atMost(Duration.ofSeconds(10)).until(() -> trial.live(model).size() == 1);
        assertThat(trial.books(model)).hasSize(1);
    }

    private static Refusing launches(String code, String zone) {
        return Refusing.launches(code).inZone(zone);
    }
}
