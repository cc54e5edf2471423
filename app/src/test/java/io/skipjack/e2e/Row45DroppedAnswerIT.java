package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * EC2 launches, and its answer is lost: more often than the SDK asks again by itself, so that the router has to, with the
 * token it wrote down before the first call. One instance, ever.
 */
@Timeout(180)
class Row45DroppedAnswerIT {
    /** The SDK makes three calls of one, so the router itself comes back at least twice. */
    private static final int LOST = 7;

    private static SpotTrial trial;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of());
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @AfterEach
    void behave() {
        trial.ec2().restoreAll();
    }

    @Test
    void aSpotLaunchWhoseAnswersAreLostGivesOneInstance() {
        trial.ec2().misbehaviour().dropAnswers("CreateFleet", LOST);
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 3");

        trial.awaitReady(model, 1);

        assertOne(model, "CreateFleet", "spot");
    }

    @Test
    void anOnDemandLaunchWhoseAnswersAreLostGivesOneInstance() {
        trial.ec2().misbehaviour().dropAnswers("RunInstances", LOST);
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 3, base_ondemand_replicas: 1");

        trial.awaitReady(model, 1);

        assertOne(model, "RunInstances", "on-demand");
    }

    @Test
    void nothingIsLaunchedTwiceWhileTheInstanceIsNotEvenShown() {
        trial.ec2().misbehaviour().hideNew(Duration.ofSeconds(5));
        trial.ec2().misbehaviour().dropAnswers("CreateFleet", LOST);
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 3");

        trial.awaitReady(model, 1);

        assertOne(model, "CreateFleet", "spot");
    }

    private static void assertOne(String model, String action, String capacityType) {
        await("all answers that were to be lost are")
                .until(() -> !trial.ec2().misbehaviour().losesAnswer(action));
        Book only = trial.only(model);
        assertThat(only.isLive()).isTrue();
        assertThat(only.capacityType()).isEqualTo(capacityType);
        assertThat(trial.replicas(model)).hasSize(1);
        assertThat(trial.replicas(model).getFirst().path("state").asText()).isEqualTo("ready");
        assertThat(trial.tier(model)).isEqualTo("spot");
    }
}
