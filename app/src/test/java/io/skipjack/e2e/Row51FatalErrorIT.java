package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a person can put right is tried once, and said with what to do about it. */
@Timeout(120)
class Row51FatalErrorIT {
    private static SpotTrial trial;
    private static LogLines log;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of());
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
        trial.ec2().misbehaviour().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, skipjack check --provider aws",
        "InvalidAMIID.NotFound, check skipjack.ec2.ami",
        "AuthFailure.ServiceLinkedRoleCreationNotPermitted, aws iam create-service-linked-role",
        "InvalidUserData.Malformed, shorten the deployment's extra_args"
    })
    void isTriedOnceAndAgainWhenTheDeploymentIsChanged(String code, String step) {
        trial.ec2().misbehaviour().refuse(Refusing.launches(code));
        long before = trial.ec2().calls("CreateFleet");
        String model = trial.deploySpotOnly("min_replicas: 1");

        await().atMost(SpotTrial.PATIENCE).until(() -> !trial.halted(model).isEmpty());
        assertThat(trial.halted(model)).startsWith(code + ": ").contains(step);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.ec2().calls("CreateFleet") - before == 1);
        assertThat(trial.books(model)).isEmpty();
        assertThat(trial.replicas(model)).hasSize(1);
        assertThat(log.at(Level.ERROR, TestRouter.name(model) + "-1"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(code, step));

        trial.ec2().misbehaviour().clear();
        trial.router().deploy(model, trial.cloud().spotOnly("min_replicas: 1") + "engine: { max_model_len: 2048 }\n");
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        assertThat(trial.halted(model)).isEmpty();
    }
}
