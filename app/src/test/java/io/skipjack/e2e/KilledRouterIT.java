package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Book;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A router that is a process of its own dies in the midst of a launch, is stopped, or never comes back. */
@Timeout(240)
class KilledRouterIT {
    private static final String ABANDON_AFTER = "skipjack.ec2.abandon-after";
    private static final Duration ABANDON = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private SpotCloud cloud;

    /** When the first router was left without a word, or told to go. */
    private long leftNanos;

    /** A fifth of the boot an instance is pending: long enough to be met in it. */
    @BeforeEach
    void start() {
        cloud = SpotCloud.start(settings -> settings.booting(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void killedWhileTheInstanceIsPendingItAdoptsItAfterwards() throws Exception {
        Book launched;
        RouterProcess next;
        try (RouterProcess router = router(cloud.ec2().uri())) {
            patience()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> cloud.live().size() == 1);
            kill(router);
            launched = only();
            assertThat(launched.state()).as("in mid-launch").isEqualTo("pending");
            next = router.again();
        }
        try (next) {
            assertServesFrom(next, launched.id());
            assertThat(only().launchedAt()).isEqualTo(launched.launchedAt());
        }
    }

    @Test
    void killedWhileCreateFleetIsHeldUpItAsksAgainAndGetsTheSameInstance() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (Ec2Relay relay = new Ec2Relay(cloud.ec2().uri(), place -> {
            if (place.equals("before request CreateFleet") && asked.getAndIncrement() == 0) {
                awaitOpen(open);
            }
        })) {
            RouterProcess next;
            try (RouterProcess router = router(relay.uri())) {
                patience().until(() -> asked.get() == 1);
                kill(router);
                assertThat(cloud.books()).as("not launched yet").isEmpty();
                next = router.again();
            }
            try (next) {
                patience().until(() -> cloud.live().size() == 1);
                // only now what the dead router has sent arrives
                open.countDown();
                assertServesFrom(next, cloud.live().getFirst().id());
                assertThat(asked).hasValueGreaterThanOrEqualTo(2);
            }
        }
    }

    @Test
    void aCleanStopLeavesInstancesRunningAndTheNextStartAdoptsThem() throws Exception {
        RouterProcess next;
        Book running;
        try (RouterProcess router = router(cloud.ec2().uri())) {
            patience().until(() -> router.tier().equals("spot"));
            running = only();
            leftNanos = System.nanoTime();
            // 143 is Java's exit code after SIGTERM
            assertThat(router.stop()).as(router::log).isIn(0, 143);
            next = router.again();
        }
        try (next) {
            assertServesFrom(next, running.id());
        }
    }

    @Test
    void ifItNeverComesBackTheInstancesEndThemselves() throws Exception {
        Book running;
        try (RouterProcess router = router(cloud.ec2().uri(), Map.of(ABANDON_AFTER, ABANDON.toSeconds() + "s"))) {
            patience().until(() -> router.tier().equals("spot"));
            running = only();
            assertThat(running.unowned()).isZero();
            router.kill();
        }
        Duration paid = only().billed();

        patience().until(() -> cloud.live().isEmpty());

        assertThat(only().reason()).isEqualTo("Client.InstanceInitiatedShutdown");
        assertThat(only().billed())
                .as("paid for after the crash")
                .isLessThan(paid.plus(ABANDON).plusSeconds(10));
    }

    /** Its hosts wait for three minutes, which is more than a stop and a start take even on a busy machine. */
    private RouterProcess router(URI ec2) throws IOException {
        return router(ec2, Map.of(ABANDON_AFTER, "180s"));
    }

    private RouterProcess router(URI ec2, Map<String, String> more) throws IOException {
        Map<String, String> keys = cloud.keys(more);
        keys.put("skipjack.ec2.endpoint", ec2.toString());
        return RouterProcess.start(home, cloud.spotOnly("min_replicas: 1, max_replicas: 2"), keys);
    }

    private void assertServesFrom(RouterProcess router, String instance) {
        patience().until(() -> router.tier().equals("spot"));
        patience()
                .untilAsserted(() -> assertThat(router.replicas())
                        .extracting(replica -> replica.path("state").asText() + " "
                                + replica.path("lease").asText())
                        .containsExactly("ready " + instance));
        assertThat(only().id()).isEqualTo(instance);
        assertThat(only().isLive()).isTrue();
        assertThat(only().unowned())
                .as("no longer than there was no router")
                .isLessThan(Duration.ofNanos(System.nanoTime() - leftNanos));
    }

    private void kill(RouterProcess router) throws InterruptedException {
        leftNanos = System.nanoTime();
        router.kill();
    }

    /** The only instance there ever was. */
    private Book only() {
        assertThat(cloud.books()).hasSize(1);
        return cloud.books().getFirst();
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConditionFactory patience() {
        return await().atMost(Duration.ofSeconds(100)).pollInterval(Duration.ofMillis(50));
    }
}
