package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.cost.Money;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.BootTrouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that never answer: each is given up, the next tried later and later, and after the third none any more. */
@Timeout(120)
class Row54NeverHealthyIT {
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static SpotTrial trial;

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(Map.of(
                "skipjack.fleet.launch-timeout", "3s",
                "skipjack.fleet.ready-timeout", "3s",
                "skipjack.fleet.backoff", BACKOFF.toMillis() + "ms",
                "skipjack.fleet.max-failures", "3"));
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
    void aBootThatSaysWhyItFailsIsGivenUpAtOnceAndServerlessCarriesOn() {
        trial.ec2().misbehaviour().troubleBoots(BootTrouble.HF_401, 0);
        String model = trial.model();
        // three wanted: a deployment that cannot start must not cost all of them each time
        trial.router().deploy(model, trial.cloud().tiers("min_replicas: 1, max_replicas: 3"));

        awaitHalted(model);
        assertThat(trial.halted(model))
                .startsWith("3 launches in a row never got ready")
                .contains("401");
        assertGivenUp(trial.books(model), Duration.ofSeconds(3));
        assertThat(trial.tier(model)).isEqualTo("serverless");
        assertThat(trial.fleet(model).path("launches").path("failures").asInt()).isEqualTo(3);
        assertThat(trial.replicas(model)).allSatisfy(replica -> {
            assertThat(replica.path("failure").asText()).contains("401");
            assertThat(replica.path("end_reason").asText()).isEqualTo("failed_boot");
        });

        behave();
        trial.router()
                .deploy(
                        model,
                        trial.cloud().tiers("min_replicas: 1, max_replicas: 3") + "engine: { max_model_len: 2048 }\n");
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.tier(model).equals("spot"));
        assertThat(trial.books(model)).hasSize(4);
    }

    @Test
    void aBootThatHangsIsGivenUpWhenItsTimeIsOver() {
        trial.ec2().misbehaviour().troubleBoots(BootTrouble.PULL_HANGS, 1);
        trial.ec2().misbehaviour().troubleBoots(BootTrouble.OOM_LOOP, 1);
        trial.ec2().misbehaviour().troubleBoots(BootTrouble.SILENT, 1);
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 3");

        awaitHalted(model);
        assertThat(trial.halted(model)).contains("its engine did not answer within 3 s");
        // the ready time-out, and what the loops and EC2 take to end it
        assertGivenUp(trial.books(model), Duration.ofSeconds(6));
    }

    private static void awaitHalted(String model) {
        await().atMost(SpotTrial.PATIENCE).until(() -> !trial.halted(model).isEmpty());
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).isEmpty());
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> trial.books(model).size() == 3);
    }

    private static void assertGivenUp(List<Book> books, Duration each) {
        assertThat(books).allSatisfy(book -> assertThat(book.billed()).isLessThan(each));
        assertThat(SpotTrial.mostAtOnce(books)).isEqualTo(1);
        for (int i = 1; i < books.size(); i++) {
            Duration pause = Duration.between(
                    SpotTrial.end(books.get(i - 1)), books.get(i).launchedAt());
            // the pause is from when it was given up; until it has ended at EC2 some of it is over
            assertThat(pause).isGreaterThan(BACKOFF.multipliedBy(1L << (i - 1)).minusMillis(700));
        }
        Money spent = books.stream().map(Book::cost).reduce(Money.ZERO, Money::plus);
        assertThat(spent).isLessThan(Money.ofDollars("0.4").over(each.multipliedBy(3)));
    }
}
