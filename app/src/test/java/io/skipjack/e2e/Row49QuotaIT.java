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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A quota of the account is used up: that capacity type of that region is left alone for long, and operators are told. */
@Timeout(120)
class Row49QuotaIT {
    private static SpotTrial trial;
    private static LogLines log;

    @BeforeAll
    static void start() {
        // short, to see that a quota is left alone for longer
        trial = SpotTrial.start(Map.of("skipjack.fleet.avoid-after-refusal", "500ms"));
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

    @Test
    void aUsedUpSpotQuotaLeavesTheRegionAloneAndServerlessCarriesOn() {
        String model = trial.model();
        long before = trial.ec2().calls("CreateFleet");
        trial.ec2().misbehaviour().refuse(Refusing.launches("MaxSpotInstanceCountExceeded"));
        trial.router().deploy(model, trial.cloud().tiers("min_replicas: 1, regions: [us-east-1]"));
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> trial.fleet(model)
                        .path("launches")
                        .path("spot_missing_since")
                        .isTextual());

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.ec2().calls("CreateFleet") - before <= 2
                        && trial.tier(model).equals("serverless"));
        assertThat(trial.replicas(model)).isNotEmpty().allSatisfy(replica -> {
            assertThat(replica.path("end_reason").asText()).isEqualTo("refused");
            assertThat(replica.path("reason").asText())
                    .contains("MaxSpotInstanceCountExceeded", "L-3819A6DF", "us-east-1");
        });
        assertThat(log.at(Level.WARN, TestRouter.name(model)))
                .anySatisfy(line -> assertThat(line).contains("MaxSpotInstanceCountExceeded", "L-3819A6DF"));
    }

    @Test
    void anotherRegionIsUsedWhereOneHasNoQuotaLeft() {
        for (String zone : new String[] {"a", "b", "c"}) {
            trial.ec2()
                    .misbehaviour()
                    .refuse(Refusing.launches("MaxSpotInstanceCountExceeded").inZone("us-east-2" + zone));
        }
        String model = trial.deploySpotOnly("min_replicas: 1, regions: [us-east-2, us-west-2]");

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        assertThat(trial.only(model).zone()).startsWith("us-west-2");
    }

    @Test
    void aQuotaOfOnDemandDoesNotKeepSpotFromLaunching() {
        trial.ec2().misbehaviour().refuse(Refusing.calls("RunInstances", "VcpuLimitExceeded"));
        long before = trial.ec2().calls("RunInstances");
        String model = trial.deploySpotOnly("min_replicas: 2, base_ondemand_replicas: 1, regions: [eu-west-1]");

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.ec2().calls("RunInstances") - before <= 2);
        assertThat(trial.only(model).capacityType()).isEqualTo("spot");
        assertThat(log.at(Level.WARN, TestRouter.name(model)))
                .anySatisfy(line -> assertThat(line).contains("VcpuLimitExceeded", "L-DB2E81BA"));
    }
}
