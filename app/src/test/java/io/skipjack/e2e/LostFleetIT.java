package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole spot tier is lost in the middle of many streams: they form a line at the door of what is left, and no storm.
 */
@Timeout(120)
class LostFleetIT {
    private static final int REPLICAS = 3;
    private static final int STREAMS = 24;
    private static final int PLACES = 8;
    private static final int MAX_WAITING = 24;
    private static final int TOKENS = 80;
    private static final Duration PACE = Duration.ofMillis(20);
    /** Those that look for a place at the same time come in no order. */
    private static final int TOGETHER = 2;
    /** As in the router's own defaults. */
    private static final int LEAST_RETRIES = 3;

    private static TestRouter router;

    @BeforeAll
    static void start() {
        router = TestRouter.start(Map.of(
                "skipjack.serverless.max-in-flight-per-upstream", String.valueOf(PLACES),
                "skipjack.resume.max-waiting", String.valueOf(MAX_WAITING),
                "skipjack.hold.deadline", "60s"));
    }

    @AfterAll
    static void stop() {
        router.close();
    }

    @Test
    void allGoOnAtServerlessOldestFirstWithinItsPlacesAndTheRetryBudget() {
        try (Fleet fleet = fleet();
                RunningStreams streams = new RunningStreams(router, fleet.model(), TOKENS);
                Watch watch = new Watch(fleet.serverless())) {
            startInTurn(fleet, streams, STREAMS);
            kill(fleet);

            List<RunningStreams.Ended> ended = streams.assertWhole();

            assertThat(watch.mostRetries.get()).as("resumes under way").isBetween(1, budget(STREAMS));
            assertThat(watch.mostAtServerless.get()).as("places").isEqualTo(PLACES);
            assertThat(ended).anyMatch(stream -> stream.answer().comments() > 0);
            assertOldestFirst(fleet.serverless(), ended);
            assertThat(Fleet.asked(fleet.serverless())).as("asked once each").isEqualTo(STREAMS);
            Scrape after = Scrape.of(router);
            assertThat(after.resumes(fleet.model(), "resumed", "cut")).isEqualTo(STREAMS);
            assertThat(after.sum("skipjack_replayed_legs_total", Scrape.deployment(fleet.model())))
                    .isZero();
            assertQuiet(fleet);
        }
    }

    /** Clients that come meanwhile want the same places; those that were cut have waited longer. */
    @Test
    void whatWasCutGoesBeforeWhatComesNew() {
        try (Fleet fleet = fleet();
                RunningStreams streams = new RunningStreams(router, fleet.model(), TOKENS);
                RunningStreams later = new RunningStreams(router, fleet.model(), TOKENS)) {
            startInTurn(fleet, streams, STREAMS);
            kill(fleet);
            later.start(2 * PLACES);

            long lastCut = streams.assertWhole().stream()
                    .mapToLong(RunningStreams.Ended::endedNanos)
                    .max()
                    .orElseThrow();
            List<RunningStreams.Ended> latecomers = later.assertWhole();

            // some got in while the loss was being noticed
            assertThat(latecomers.stream()
                            .filter(stream -> stream.endedNanos() - lastCut > 0)
                            .count())
                    .isGreaterThanOrEqualTo(PLACES);
            assertQuiet(fleet);
        }
    }

    @Test
    void whatTheQueueCannotHoldEndsWithAnExplicitErrorAtOnce() {
        int many = PLACES + MAX_WAITING + 10;
        try (Fleet fleet = fleet();
                RunningStreams streams = new RunningStreams(router, fleet.model(), TOKENS)) {
            startInTurn(fleet, streams, many);
            long killed = System.nanoTime();
            kill(fleet);

            List<RunningStreams.Ended> ended = streams.join();

            int broken = 0;
            for (RunningStreams.Ended each : ended) {
                OneStream stream = OneStream.of(each.answer());
                stream.assertHonest(Fleet.oracle(TOKENS), "length");
                if (!stream.error().isEmpty()) {
                    broken++;
                    assertThat(Duration.ofNanos(each.endedNanos() - killed)).isLessThan(Duration.ofSeconds(3));
                }
            }
            assertThat(broken).isBetween(1, many - MAX_WAITING);
            assertThat(Scrape.of(router).resumes(fleet.model(), "refused", "queue_full"))
                    .isEqualTo(broken);
            assertQuiet(fleet);
        }
    }

    private static Fleet fleet() {
        return Fleet.deploy(router, REPLICAS, 1, engine -> engine.withSpeed(20_000, PACE), "", "");
    }

    /** One after the other, so that they differ in age. */
    private static void startInTurn(Fleet fleet, RunningStreams streams, int many) {
        for (int i = 0; i < many; i++) {
            streams.start(1);
            int asked = i + 1;
            await().pollInterval(Duration.ofMillis(1)).until(() -> open(fleet) >= asked - streams.ended());
        }
        await().until(() -> fleet.all().allMatch(engine -> engine.counters().waiting() == 0));
        assertThat(streams.ended()).as("all run at the same time").isZero();
    }

    private static long open(Fleet fleet) {
        return fleet.all().mapToLong(engine -> engine.counters().open()).sum();
    }

    private static void kill(Fleet fleet) {
        for (int i = 1; i <= REPLICAS; i++) {
            fleet.spot(i).kill();
        }
    }

    private static int budget(int active) {
        return Math.max(LEAST_RETRIES, active / 5);
    }

    /** But for those that found a place before the others were known to be lost, and those that look for one together. */
    private static void assertOldestFirst(FakeEngine serverless, List<RunningStreams.Ended> ended) {
        List<String> turns = serverless.received().stream()
                .filter(Fleet::forTokens)
                .map(LostFleetIT::requestId)
                .toList();
        List<String> byAge = ended.stream().map(RunningStreams.Ended::requestId).toList();
        assertThat(turns).containsExactlyInAnyOrderElementsOf(byAge);
        List<String> inLine = turns.subList(PLACES, turns.size());
        List<String> expected = byAge.stream().filter(inLine::contains).toList();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(inLine.indexOf(expected.get(i)))
                    .as("the turn of the one of age " + i)
                    .isBetween(i - TOGETHER, i + TOGETHER);
        }
    }

    private static String requestId(ReceivedRequest request) {
        return String.valueOf(request.header("x-request-id"));
    }

    private static void assertQuiet(Fleet fleet) {
        fleet.assertQuiet();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Scrape quiet = Scrape.of(router);
            quiet.assertNothingIsResumed();
            assertThat(quiet.sum("skipjack_requests_in_flight", Scrape.deployment(fleet.model())))
                    .isZero();
        });
    }

    /** Looks all the time how many are under way. */
    private static final class Watch implements AutoCloseable {
        private final AtomicInteger mostRetries = new AtomicInteger();
        private final AtomicInteger mostAtServerless = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> looks = new ArrayList<>();

        Watch(FakeEngine serverless) {
            look(() -> mostRetries.accumulateAndGet((int) Scrape.of(router).sum("skipjack_retries"), Math::max));
            look(() -> {
                int open = (int) serverless.counters().open();
                mostAtServerless.accumulateAndGet(open, Math::max);
                Thread.onSpinWait();
            });
        }

        private void look(Runnable once) {
            looks.add(Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    once.run();
                    Thread.yield();
                }
            }));
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
