package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance that is to end and does not: it is asked for again until EC2 shows it gone, whatever EC2 said before. */
@Timeout(180)
class Row55TerminateFailsIT {
    private static SpotTrial trial;

    /** What has ended is forgotten by EC2 at once, so that its id is unknown. */
    @BeforeAll
    static void start() {
        trial = SpotTrial.start(
                Map.of(), cloud -> cloud.booting(Duration.ofSeconds(1)).ending(Duration.ofMillis(200), Duration.ZERO));
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
    void aRefusedEndIsAskedForAgain() {
        String model = ready(2);
        // the SDK makes three calls of one by itself
        trial.ec2()
                .misbehaviour()
                .refuse(Refusing.calls("TerminateInstances", "InternalError").times(9));

        trial.router().undeploy(model);

        awaitGone(model);
        assertEndedByUs(trial.books(model), 2);
    }

    @Test
    void anEndThatIsGrantedAndNotCarriedOutIsAskedForAgain() {
        String model = ready(1);
        trial.ec2().misbehaviour().ignoreTerminations(3);

        trial.router().undeploy(model);

        awaitGone(model);
        assertEndedByUs(trial.books(model), 1);
    }

    @Test
    void oneUnknownInstanceKeepsNoOtherAlive() {
        String model = ready(3);
        List<Book> books = trial.books(model);
        trial.ec2().interrupt(books.getFirst().id(), Interrupting.atOnce());

        trial.router().undeploy(model);

        awaitGone(model);
        assertEndedByUs(trial.books(model).subList(1, 3), 2);
    }

    @Test
    void whatEc2WillNotEndKeepsItsPlaceUntilItDoes() {
        String model = ready(1);
        trial.ec2().misbehaviour().refuse(Refusing.calls("TerminateInstances", "UnauthorizedOperation"));
        trial.router().undeploy(model);
        await().atMost(SpotTrial.PATIENCE)
                .until(() ->
                        trial.replicas(model).getFirst().path("state").asText().equals("ending"));

        await("never forgotten")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        trial.replicas(model).size() == 1 && trial.only(model).isLive());
        trial.ec2().misbehaviour().clear();

        awaitGone(model);
        assertEndedByUs(trial.books(model), 1);
    }

    private static String ready(int replicas) {
        String model = trial.deploySpotOnly("min_replicas: %d, max_replicas: 3".formatted(replicas));
        trial.awaitReady(model, replicas);
        return model;
    }

    private static void awaitGone(String model) {
        await("all gone, and known to be")
                .atMost(SpotTrial.PATIENCE)
                .until(() -> trial.live(model).isEmpty() && isForgotten(model));
    }

    private static boolean isForgotten(String model) {
        for (var deployment : trial.status().path("deployments")) {
            if (deployment.path("name").asText().equals(TestRouter.name(model))) {
                for (var replica : deployment.path("fleet").path("replicas")) {
                    if (!replica.path("state").asText().equals("ended")) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static void assertEndedByUs(List<Book> books, int count) {
        assertThat(books).hasSize(count).extracting(Book::reason).containsOnly("Client.UserInitiatedShutdown");
    }
}
