package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** EC2 shows new instances late: for as long as it says it may, their absence means nothing. */
@Timeout(180)
class Row47EventualConsistencyIT {
    /** Several looks of the router, and longer than the instances take to boot. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

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
    void anInstanceThatIsNotShownYetIsNeitherGivenUpNorLaunchedAgain() {
        trial.ec2().misbehaviour().hideNew(UNSEEN);
        Instant before = Instant.now();
        String model = trial.deploySpotOnly("min_replicas: 2, max_replicas: 3");

        trial.awaitReady(model, 2);

        assertThat(Duration.between(before, Instant.now())).isGreaterThan(UNSEEN);
        assertThat(trial.books(model)).hasSize(2).allMatch(Book::isLive);
        assertThat(trial.replicas(model))
                .extracting(replica -> replica.path("state").asText())
                .containsExactly("ready", "ready");
    }

    @Test
    void anInstanceThatIsNotWantedBeforeItIsShownIsEndedAllTheSame() {
        trial.ec2().misbehaviour().hideNew(UNSEEN);
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 3");
        await().atMost(SpotTrial.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> trial.books(model).size() == 1);

        trial.router().undeploy(model);

        await("asked for until EC2 knows it")
                .atMost(SpotTrial.PATIENCE)
                .until(() -> trial.live(model).isEmpty());
        assertThat(trial.only(model).billed()).isLessThan(UNSEEN.plusSeconds(5));
    }

    @Test
    void oneThatIsGoneForGoodIsReplacedOnceTheWindowIsOver() {
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 1");
        trial.awaitReady(model, 1);
        Book first = trial.only(model);

        trial.ec2().interrupt(first.id(), Interrupting.atOnce());

        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).size() == 1);
        trial.awaitReady(model, 1);
        List<Book> books = trial.books(model);
        assertThat(books).hasSize(2);
        assertThat(books.getLast().replica()).isNotEqualTo(first.replica());
    }
}
