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
import org.junit.jupiter.params.provider.ValueSource;

/** AWS asks us to slow down, or has trouble of its own: we ask less and less often, and one launch stays one instance. */
@Timeout(120)
class Row50ThrottledIT {
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
        trial.ec2().misbehaviour().clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestLimitExceeded", "ServiceUnavailable", "InternalError"})
    void oneLaunchStaysOneInstance(String code) {
        // more than the SDK's own three attempts
        trial.ec2().misbehaviour().refuse(Refusing.calls("CreateFleet", code).times(4));
        String model = trial.deploySpotOnly("min_replicas: 1");

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        trial.awaitReady(model, 1);
        assertThat(trial.only(model).replica()).isEqualTo(TestRouter.name(model) + "-1");
        assertThat(trial.replicas(model)).hasSize(1);
    }

    @Test
    void theProviderIsAskedLessAndLessOftenAndOtherDeploymentsGoOn() {
        long before = trial.ec2().calls("CreateFleet");
        trial.ec2().misbehaviour().refuse(Refusing.calls("CreateFleet", "RequestLimitExceeded"));
        String throttled = trial.deploySpotOnly("min_replicas: 1");
        String other = trial.deploySpotOnly("min_replicas: 1, base_ondemand_replicas: 1");

        trial.awaitReady(other, 1);
        // thirty turns of the loop; each call is up to three attempts of the SDK
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.ec2().calls("CreateFleet") - before <= 12);
        assertThat(trial.books(throttled)).isEmpty();
        assertThat(trial.replicas(throttled)).hasSize(1);
    }

    @Test
    void whatRunsIsKeptWhileItCannotBeListed() {
        String model = trial.deploySpotOnly("min_replicas: 1");
        trial.awaitReady(model, 1);
        trial.ec2().misbehaviour().refuse(Refusing.calls("DescribeInstances", "InternalError"));
        long before = trial.ec2().calls("DescribeInstances");

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.ec2().calls("DescribeInstances") - before > 9);
        assertThat(trial.live(model)).hasSize(1);
        assertThat(trial.tier(model)).isEqualTo("spot");
        assertThat(trial.replicas(model)).hasSize(1);
    }
}
