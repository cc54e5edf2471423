package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Row 57: two leaders. The one is stopped between a launch and its answer, for longer than its lease; the other leads and
 * changes the fleet; then the first goes on where it was. On PostgreSQL, since that is where there are two.
 */
@Timeout(120)
class Row57TwoLeadersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LATER = Duration.ofSeconds(6);

    private static TwoRouters routers;

    @BeforeAll
    static void start() throws Exception {
        routers = TwoRouters.start(Map.of(), List.of());
    }

    @AfterAll
    static void stop() {
        routers.close();
    }

    @Test
    void aLeaderThatWasPausedLaunchesAndEndsNothingMore() {
        PeerRouter paused = routers.leader();
        PeerRouter other = routers.otherThan(paused);
        long epoch = paused.epoch();
        // its answers are lost: so it is stopped with launches written down and their outcome unknown
        routers.cloud().ec2().misbehaviour().dropAnswers("CreateFleet", 2);
        routers.deploy("min_replicas: 2, max_replicas: 4");
        await("a launch without an answer")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !routers.cloud().books().isEmpty());
        paused.pause();
        routers.balancer().leaveOut(paused.port());

        await("another leader").atMost(PATIENCE).until(other::leads);
        long later = other.epoch();
        assertThat(later).isGreaterThan(epoch);
        routers.awaitReady(2, List.of(other));
        assertThat(routers.tokens()).as("what was begun is finished").hasSize(2).doesNotHaveDuplicates();
        changeTheFleet(other);
        Set<String> fleet = live();
        int launched = routers.cloud().books().size();

        paused.goOn();

        assertThat(paused.leads()).as("by its own clock").isFalse();
        await("nothing more happens, for a while")
                .during(LATER)
                .atMost(LATER.plusSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> live().equals(fleet)
                        && routers.cloud().books().size() == launched
                        && !paused.leads()
                        && other.epoch() == later);
        assertThat(routers.tokens()).doesNotHaveDuplicates();
        assertThat(paused.log()).contains("this router leads the fleet no more (epoch " + epoch + ")");
        theOldOneFollows(paused);
    }

    /** One more than the paused one knows of, and one of its own gone. */
    private static void changeTheFleet(PeerRouter leader) {
        routers.deploy("min_replicas: 3, max_replicas: 4");
        routers.awaitReady(3, List.of(leader));
        String taken = routers.cloud().live().getFirst().id();
        routers.cloud().ec2().interrupt(taken, Interrupting.after(Duration.ofSeconds(1)));
        await("a replacement").atMost(PATIENCE).until(() -> live().size() == 3 && !live().contains(taken));
        routers.awaitReady(3, List.of(leader));
    }

    /** It offers requests to what the new leader launched. */
    private static void theOldOneFollows(PeerRouter old) {
        routers.awaitReady(3, List.of(old));
    }

    private static Set<String> live() {
        return routers.cloud().live().stream().map(Book::id).collect(Collectors.toSet());
    }
}
