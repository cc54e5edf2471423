package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.app.keys.KeyStore;
import io.skipjack.e2e.FailoverTraffic.Asked;
import io.skipjack.e2e.FailoverTraffic.Outcome;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * One fleet, two routers on one PostgreSQL, with the default time to lead: what one says both heed, and what one leaves
 * the other takes over. The death of a router with live streams is row 30.
 */
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoRoutersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration TAKE_OVER = Duration.ofSeconds(15);
    /** Its agent asks every five seconds, and the last five are not for draining. */
    private static final Duration NOTICE = Duration.ofSeconds(20);

    private static final int REPLICAS = 2;
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 20;

    private static TwoRouters routers;

    @BeforeAll
    static void start() throws Exception {
        routers = TwoRouters.start(Map.of("skipjack.fleet.leader-ttl", "10s"), List.of("staying", "leaving"));
        routers.deploy("min_replicas: 2, max_replicas: 3, target_concurrency: 64");
        routers.awaitReady(REPLICAS, routers.routers());
    }

    @AfterAll
    static void stop() {
        routers.close();
    }

    @Test
    @Order(1)
    void aKeyRevokedAtOneIsRefusedByBothWithinFiveSeconds() {
        PeerRouter one = routers.routers().get(0);
        assertThat(routers.routers()).allMatch(router -> status(router, "leaving") == 200);

        new KeyStore(PeerRouter.data(one.home())).revoke("leaving", Instant.now());

        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> routers.routers().stream().allMatch(router -> status(router, "leaving") == 401));
        assertThat(routers.routers()).as("the other key").allMatch(router -> status(router, "staying") == 200);
    }

    @Test
    @Order(2)
    void theLeadersDeathCutsItsOwnStreamsOnlyAndTheOtherTakesOver() {
        PeerRouter leader = routers.leader();
        PeerRouter survivor = routers.otherThan(leader);
        try (FailoverTraffic traffic = traffic(leader, survivor)) {
            await().atMost(PATIENCE)
                    .until(() -> traffic.at(leader).size() >= ENOUGH
                            && traffic.at(survivor).size() >= ENOUGH);
            assertThat(traffic.that(one -> true)).allMatch(TwoRoutersIT::bySpot);

            leader.kill();
            long dead = System.nanoTime();

            await("a new leader").atMost(TAKE_OVER).until(survivor::leads);
            long led = System.nanoTime();
            await().atMost(PATIENCE).until(() -> traffic.since(led).size() >= ENOUGH);
            assertThat(traffic.at(survivor)).allMatch(TwoRoutersIT::bySpot);
            assertThat(traffic.since(dead)).allMatch(one -> one.port() == survivor.port());
            assertThat(traffic.that(one -> one.outcome() != Outcome.WHOLE))
                    .as("cut in mid-answer, and never to be taken for whole")
                    .isNotEmpty()
                    // what a client had open, and perhaps a next connection that the dying process still took
                    .hasSizeLessThanOrEqualTo(CLIENTS)
                    .allMatch(one -> one.outcome() == Outcome.CUT && one.port() == leader.port());
            theNewLeaderReplacesWhatIsTaken(survivor);
            assertThat(traffic.at(survivor)).allMatch(one -> one.outcome() == Outcome.WHOLE);
        }
        nothingIsLeftOf(survivor);
    }

    private static void theNewLeaderReplacesWhatIsTaken(PeerRouter leader) {
        assertThat(routers.cloud().live()).as("nothing launched twice").hasSize(REPLICAS);
        Book first = routers.cloud().live().getFirst();

        routers.cloud().ec2().interrupt(first.id(), Interrupting.after(NOTICE));

        await("its replacement")
                .atMost(PATIENCE)
                .until(() -> routers.cloud().books().size() == REPLICAS + 1);
        assertThat(bookOf(first.id()).isLive()).as("launched while it is there").isTrue();
        await("its end").atMost(PATIENCE).until(() -> !bookOf(first.id()).isLive());
        routers.awaitReady(REPLICAS, List.of(leader));
    }

    private static void nothingIsLeftOf(PeerRouter survivor) {
        assertThat(routers.tokens()).hasSize(REPLICAS + 1).doesNotHaveDuplicates();
        assertThat(routers.cloud().live())
                .hasSize(REPLICAS)
                .allMatch(book -> book.unowned().isZero() && book.neverOwned().isZero());
        await("the router's own count")
                .atMost(PATIENCE)
                .until(() -> survivor.status().at("/fleet/live").asInt() == REPLICAS);
        await("engines at rest")
                .atMost(Duration.ofSeconds(5))
                .until(() -> routers.cloud().live().stream()
                        .allMatch(book -> routers.cloud()
                                        .ec2()
                                        .engine(book.id())
                                        .orElseThrow()
                                        .counters()
                                        .open()
                                == 0));
    }

    private static Book bookOf(String id) {
        return routers.cloud().books().stream()
                .filter(book -> book.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** As far as can be told: the head of an answer that a busy machine lets wait comes before anybody has taken it. */
    private static boolean bySpot(Asked one) {
        return one.outcome() == Outcome.WHOLE
                && (one.tier().equals("spot") || one.tier().isEmpty());
    }

    private static FailoverTraffic traffic(PeerRouter one, PeerRouter other) {
        return new FailoverTraffic(
                List.of(one.port(), other.port()), routers.cloud().model(), routers.key("staying"), CLIENTS);
    }

    private static int status(PeerRouter router, String key) {
        String request = SpotModel.post(
                        "/v1/chat/completions",
                        TestRouter.chatBody(routers.cloud().model(), "\"max_tokens\":2"))
                .replace(TestRouter.KEY, routers.key(key));
        try (RawClient client = RawClient.connect(router.port())) {
            return client.send(request).reply().status();
        }
    }
}
