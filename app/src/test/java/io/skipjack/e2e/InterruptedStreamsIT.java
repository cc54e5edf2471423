package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.TokenChain;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.Refusing;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spot replicas go, with notice, without, or because they are not wanted any more; what runs on them does not break. */
@Timeout(120)
class InterruptedStreamsIT {
    private static final int SPEED = 10;
    private static final Duration NOTICE = Duration.ofSeconds(100);
    private static final int REPLICAS = 3;
    private static final int PER_REPLICA = 10;
    /** From 5 ms a token to 40 ms. */
    private static final int SLOWNESS = 8;
    /** From 5 ms a token to 400 ms: no long answer ends. */
    private static final int STANDSTILL = 80;
    /** 10 s: longer than the notice in real time. */
    private static final int LONG = 250;

    private static final int SHORT = 50;
    /** Requests of one token that find out who takes none. */
    private static final int ASKED = 10;
    /** Moves under way at once. */
    private static final int A_FEW = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static SpotTrial trial;

    @BeforeAll
    static void start() {
        SpotCloud cloud = SpotCloud.start(
                settings -> settings.booting(Duration.ofSeconds(20)).ending(Duration.ofSeconds(3), Duration.ofHours(4)),
                SPEED);
        // an engine that a busy machine lets wait for its turn has not gone
        trial = SpotTrial.start(cloud, Map.of("skipjack.resume.max-pause", "2s", "skipjack.spot.idle-timeout", "20s"));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void whatEndsInTimeStaysAndTheRestMovesBeforeTheKillAFewAtATime() {
        String model = deploy();
        Book taken = trial.books(model).getFirst();
        FakeEngine engine = engine(taken);
        try (RunningStreams longOnes = new RunningStreams(trial.router(), model, LONG);
                RunningStreams shortOnes = new RunningStreams(trial.router(), model, SHORT)) {
            longOnes.start(REPLICAS * PER_REPLICA);
            awaitRunning(model, REPLICAS * PER_REPLICA);
            shortOnes.start(REPLICAS);
            awaitRunning(model, REPLICAS * (PER_REPLICA + 1));

            CompletableFuture<Integer> mostAtOnce = CompletableFuture.supplyAsync(
                    () -> mostMovingUntil(() -> longOnes.ended() == REPLICAS * PER_REPLICA));
            trial.ec2().interrupt(taken.id(), Interrupting.after(NOTICE));
            await().atMost(SpotTrial.PATIENCE)
                    .until(() -> interruption(model, taken).equals("end"));
            assertNothingNewOn(model, taken, engine);

            shortOnes.assertWhole();
            long moved = longOnes.assertWhole().stream()
                    .filter(stream -> taken.replica().equals(stream.answer().header("x-skipjack-upstream")))
                    .count();
            assertThat(moved).isEqualTo(PER_REPLICA);
            assertThat(mostAtOnce.join()).isLessThanOrEqualTo(A_FEW);
            Scrape after = Scrape.of(trial.router());
            assertThat(after.resumes(model, "resumed", "handover")).isEqualTo(moved);
            assertThat(after.resumed(model))
                    .as("none was cut, and no short one moved")
                    .isEqualTo(moved);
            assertThat(engine.counters().broken())
                    .as("nothing ran on it when it was killed")
                    .isZero();
            assertBookedOnce(model, REPLICAS * PER_REPLICA * LONG + REPLICAS * SHORT + ASKED);
        }
        assertQuiet(model);
    }

    /** The only move there is would break what runs, or would be silent until the end. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatNobodyGoesOnWithStaysAndEndsWhereItIs(boolean hangs) {
        String model = TestRouter.newModel();
        try (FakeEngine foreign = FakeEngine.start(
                        EngineSettings.defaults().withModel(model).withoutTokenIds());
                RunningStreams streams = new RunningStreams(trial.router(), model, LONG)) {
            trial.router()
                    .deploy(
                            model,
                            trial.cloud().spotOnly("min_replicas: 1, max_replicas: 1")
                                    + "serverless: { urls: [\"%s\"] }".formatted(foreign.baseUri()));
            if (hangs) {
                foreign.inject(Fault.hangBeforeHeaders());
            }
            trial.awaitReady(model, 1);
            trial.ec2().misbehaviour().refuse(Refusing.launches("InsufficientInstanceCapacity"));
            Book taken = trial.only(model);
            trial.ec2().slow(taken.id(), SLOWNESS);
            streams.start(1);
            awaitRunning(model, 1);
            trial.ec2().interrupt(taken.id(), Interrupting.after(NOTICE));
            await("serverless to be asked to go on").atMost(SpotTrial.PATIENCE).until(() -> Fleet.asked(foreign) > 0);
            // sooner than could be told, and where it hangs before it is asked again
            trial.ec2().slow(taken.id(), 1);

            WireAnswer answer = streams.assertWhole().getFirst().answer();

            assertThat(answer.header("x-skipjack-upstream")).isEqualTo(taken.replica());
            assertThat(Scrape.of(trial.router()).resumed(model)).isZero();
            assertBookedOnce(model, LONG);
        } finally {
            trial.ec2().misbehaviour().clear();
        }
        assertQuiet(model);
    }

    @Test
    void withoutANoticeAllGoOnElsewhere() {
        String model = deploy();
        Book taken = trial.books(model).getFirst();
        try (RunningStreams streams = new RunningStreams(trial.router(), model, LONG)) {
            streams.start(REPLICAS * PER_REPLICA);
            awaitRunning(model, REPLICAS * PER_REPLICA);
            // or they might have ended before it is gone, where the machine is slow
            trial.ec2().slow(taken.id(), STANDSTILL);

            trial.ec2()
                    .interrupt(
                            taken.id(),
                            Interrupting.after(Duration.ofSeconds(20)).neverSaid());

            long cut = streams.assertWhole().stream()
                    .filter(stream -> taken.replica().equals(stream.answer().header("x-skipjack-upstream")))
                    .count();
            assertThat(cut).isEqualTo(PER_REPLICA);
            Scrape after = Scrape.of(trial.router());
            assertThat(after.resumes(model, "resumed", "cut")).isEqualTo(cut);
            assertThat(after.resumed(model)).isEqualTo(cut);
            assertBookedOnce(model, REPLICAS * PER_REPLICA * LONG);
        }
        assertQuiet(model);
        assertLedgerHasIt(model, REPLICAS * PER_REPLICA, REPLICAS * PER_REPLICA * LONG);
    }

    @Test
    void aReplicaThatIsNotWantedAnyMoreGoesWithItsLastAnswer() {
        String model = deploy();
        try (RunningStreams streams = new RunningStreams(trial.router(), model, LONG)) {
            streams.start(REPLICAS * PER_REPLICA);
            awaitRunning(model, REPLICAS * PER_REPLICA);

            trial.router().deploy(model, trial.cloud().spotOnly("min_replicas: 1, max_replicas: 1"));
            await().atMost(SpotTrial.PATIENCE).until(() -> draining(model) == REPLICAS - 1);
            assertThat(trial.live(model)).as("while something runs on them").hasSize(REPLICAS);

            streams.assertWhole();
            assertThat(Scrape.of(trial.router()).resumed(model)).isZero();
            await("the two to go as soon as they are idle")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> trial.live(model).size() == 1);
        }
        assertQuiet(model);
    }

    private static String deploy() {
        String model = trial.deploySpotOnly("min_replicas: %d, max_replicas: %d".formatted(REPLICAS, REPLICAS));
        trial.awaitReady(model, REPLICAS);
        trial.live(model).forEach(book -> trial.ec2().slow(book.id(), SLOWNESS));
        return model;
    }

    private static FakeEngine engine(Book book) {
        return trial.ec2().engine(book.id()).orElseThrow();
    }

    private static void awaitRunning(String model, int many) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> trial.live(model).stream()
                                .mapToLong(book -> engine(book).counters().running())
                                .sum()
                        == many);
    }

    private static String interruption(String model, Book book) {
        return trial.replicas(model).stream()
                .filter(each -> each.path("id").asText().equals(book.replica()))
                .map(each -> each.path("interruption").path("kind").asText())
                .findFirst()
                .orElse("");
    }

    private static long draining(String model) {
        return trial.replicas(model).stream()
                .filter(each -> each.path("state").asText().equals("draining"))
                .count();
    }

    private static void assertNothingNewOn(String model, Book taken, FakeEngine engine) {
        long asked = Fleet.asked(engine);
        for (int i = 0; i < ASKED; i++) {
            var answer = trial.router().chat(model, "\"max_tokens\":1");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-skipjack-upstream").orElse(""))
                    .isNotEqualTo(taken.replica());
        }
        assertThat(Fleet.asked(engine)).isEqualTo(asked);
    }

    private static int mostMovingUntil(Callable<Boolean> over) {
        AtomicInteger most = new AtomicInteger();
        await().atMost(Duration.ofSeconds(40))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    most.accumulateAndGet((int) Scrape.of(trial.router()).sum("skipjack_resumes_waiting"), Math::max);
                    return over.call();
                });
        return most.get();
    }

    /** The prompt of one that goes on is read twice, and charged once. */
    private static void assertBookedOnce(String model, int tokens) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(Scrape.of(trial.router()).tokens(model)).isEqualTo(tokens));
    }

    private static void assertLedgerHasIt(String model, int streams, int tokens) {
        await().atMost(SpotTrial.PATIENCE).untilAsserted(() -> {
            JsonNode spot = JSON.readTree(trial.router().operatorsGet("/api/cost?deployment=" + TestRouter.name(model)))
                    .at("/tiers/0");
            assertThat(spot.path("requests").asInt()).isEqualTo(streams);
            assertThat(spot.path("failed").asInt()).isZero();
            assertThat(spot.path("prompt_tokens").asInt())
                    .isEqualTo(streams * TokenChain.chat("Tell me something").length);
            assertThat(spot.path("completion_tokens").asInt()).isEqualTo(tokens);
        });
    }

    private static void assertQuiet(String model) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(trial.live(model))
                    .allSatisfy(book -> assertThat(engine(book).counters().open())
                            .as(book.replica())
                            .isZero());
            Scrape quiet = Scrape.of(trial.router());
            quiet.assertNothingIsResumed();
            assertThat(quiet.sum("skipjack_requests_in_flight", Scrape.deployment(model)))
                    .isZero();
        });
    }
}
