package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.skipjack.e2e.Traffic.Share;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Routes and Kamelets edited under load, as a person with an editor does it: one file, a few lines, save. */
@Timeout(120)
class LiveEditIT {
    /** The lines of {@code routes/inference.camel.yaml} that a reader of the README replaces... */
    private static final String FAILOVER = """
                        failoverLoadBalancer:
                          exception:
                            - io.skipjack.domain.routing.UpstreamUnavailableException
                            - io.github.resilience4j.circuitbreaker.CallNotPermittedException
            """;

    /** ... and what they write instead. */
    private static final String SPLIT = """
                        weightedLoadBalancer: { distributionRatio: "80,20" }
            """;

    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int ENOUGH = 300;
    private static final int MANY = 50;
    private static final int LONG = 1500;
    private static final String MODEL = TestRouter.newModel();
    private static final FakeEngine SPOT =
            FakeEngine.start(EngineSettings.defaults().withModel(MODEL));
    private static final FakeEngine SERVERLESS =
            FakeEngine.start(EngineSettings.defaults().withModel(MODEL));
    private static final TestRouter ROUTER = TestRouter.start(Map.of());

    @BeforeAll
    static void deploy() {
        String tiers = "spot: { urls: [\"%s\"] }\nserverless: { urls: [\"%s\"] }";
        ROUTER.deploy(MODEL, tiers.formatted(SPOT.baseUri(), SERVERLESS.baseUri()));
        ROUTER.awaitReady(MODEL, "spot-1");
    }

    @AfterAll
    static void close() {
        ROUTER.close();
        SPOT.close();
        SERVERLESS.close();
    }

    @Test
    void aFailoverTurnedIntoASplitMovesTrafficAndBackWithoutAFailedRequest() throws Exception {
        Path route = ROUTER.home().resolve("routes/inference.camel.yaml");
        String shipped = Files.readString(route);
        assertThat(shipped).as("the lines to replace").contains(FAILOVER);
        try (Traffic traffic = new Traffic(ROUTER, MODEL, 8);
                HealthWatch health = new HealthWatch()) {
            assertThat(shareFrom(traffic, System.nanoTime()).serverless()).isZero();
            CompletableFuture<Heard> throughTheEdits = longStream();

            Files.writeString(route, shipped.replace(FAILOVER, SPLIT));

            await("a first request to go the other way")
                    .atMost(SECONDS)
                    .until(() -> traffic.since(0).serverless() > 0);
            assertThat(shareFrom(traffic, System.nanoTime()).ofSpot()).isCloseTo(0.8, within(0.1));

            Files.writeString(route, shipped);

            await("all to go to spot again").atMost(SECONDS).untilAsserted(() -> {
                Share now =
                        traffic.since(System.nanoTime() - Duration.ofSeconds(2).toNanos());
                assertThat(now.serverless()).isZero();
                assertThat(now.spot()).as("of a split, some would go elsewhere").isGreaterThan(MANY);
            });
            assertThat(shareFrom(traffic, System.nanoTime()).serverless()).isZero();
            assertThat(throughTheEdits.get(20, TimeUnit.SECONDS)).matches(heard -> heard.whole(LONG));
            assertThat(traffic.failures()).isEmpty();
            assertThat(health.statuses()).as("healthy all the time").containsOnly(200);
        }
    }

    @Test
    void aWrongEditIsExplainedAndChangesNothing() throws IOException {
        List<Mistake> mistakes = List.of(
                new Mistake("inference", "ref: readInferenceRequest }", "ref: readInferenceRequest ]", ""),
                new Mistake("inference", "- loadBalance:", "- loadBalanse:", "loadBalanse"),
                new Mistake("inference", "ref: meterUsage", "ref: meterUsag", "there is no bean called meterUsag"),
                new Mistake("inference", "live:serverless", "lively:serverless", "there is no component called lively"),
                new Mistake("inference", "live:serverless", "live:servrless", "no route starts from live:servrless"),
                new Mistake(
                        "spot",
                        "{{skipjack.spot.idle-timeout}}",
                        "{{skipjack.spot.idle-timeoot}}",
                        "there is no key skipjack.spot.idle-timeoot in the config"));
        try (Traffic traffic = new Traffic(ROUTER, MODEL, 4)) {
            for (Mistake mistake : mistakes) {
                make(mistake, traffic);
            }
            assertThat(traffic.failures()).isEmpty();
        }
    }

    private static void make(Mistake mistake, Traffic traffic) throws IOException {
        Path route = ROUTER.home().resolve("routes/" + mistake.route + ".camel.yaml");
        String shipped = Files.readString(route);
        assertThat(shipped).contains(mistake.right);
        String where = "routes/%s.camel.yaml:%d".formatted(mistake.route, lineOf(shipped, mistake.right));
        try (Listening log = new Listening("io.skipjack.live.RouteDeployer")) {

            Files.writeString(route, shipped.replace(mistake.right, mistake.wrong));

            await(mistake.wrong).atMost(SECONDS).untilAsserted(() -> {
                HttpResponse<String> health = health();
                assertThat(health.body()).contains("DEGRADED").contains(where).contains(mistake.reason);
                assertThat(health.statusCode()).as("it serves as before").isEqualTo(200);
                assertThat(log.lines()).anyMatch(line -> line.contains(where) && line.contains(mistake.reason));
            });
            long now = System.nanoTime();
            await("traffic to go on")
                    .atMost(SECONDS)
                    .until(() -> traffic.since(now).spot() >= 20);
        } finally {
            Files.writeString(route, shipped);
        }
        await("the repair").atMost(SECONDS).until(() -> !health().body().contains("DEGRADED"));
    }

    @Test
    void anEditedKameletTakesEffect() throws IOException {
        Path kamelet = ROUTER.home().resolve("kamelets/authenticate-action.kamelet.yaml");
        String shipped = Files.readString(kamelet);
        String step = "        - process: { id: authenticate-caller, ref: authenticateCaller }\n";
        assertThat(shipped).contains(step);
        try (Traffic traffic = new Traffic(ROUTER, MODEL, 4);
                Listening log = new Listening("callers")) {

            Files.writeString(
                    kamelet,
                    shipped.replace(step, step + "        - log: { id: say, logName: callers, message: known }\n"));

            await("the new step").atMost(SECONDS).until(() -> log.lines().contains("known"));

            Files.writeString(kamelet, shipped);

            await("the old Kamelet").atMost(SECONDS).until(() -> log.quietFor(traffic));
            assertThat(traffic.failures()).isEmpty();
        }
    }

    /** @param reason part of what the user is told besides file and line */
    private record Mistake(String route, String right, String wrong, String reason) {}

    /** Begun before the edits and ended after them. */
    private static CompletableFuture<Heard> longStream() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Heard> stream = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> stream.complete(Heard.stream(ROUTER, MODEL, LONG, upstream -> begun.countDown())));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return stream;
    }

    private static Share shareFrom(Traffic traffic, long nanos) {
        await(ENOUGH + " answers")
                .atMost(Duration.ofSeconds(30))
                .until(() -> traffic.since(nanos).all() >= ENOUGH);
        return traffic.since(nanos);
    }

    private static int lineOf(String text, String part) {
        return (int) text.substring(0, text.indexOf(part)).lines().count();
    }

    private static HttpResponse<String> health() {
        return ROUTER.operators("GET", "/actuator/health", "");
    }

    /** Asks for the health without a pause while it is open. */
    private static final class HealthWatch implements AutoCloseable {
        private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final Thread watcher = Thread.ofVirtual().start(() -> {
            while (open.get()) {
                statuses.add(health().statusCode());
            }
        });

        Set<Integer> statuses() {
            return statuses;
        }

        @Override
        public void close() throws InterruptedException {
            open.set(false);
            watcher.join();
        }
    }

    /** What one logger says while this is open. */
    private static final class Listening implements AutoCloseable {
        private final Logger logger;
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
        private final ch.qos.logback.classic.Level before;

        Listening(String name) {
            logger = (Logger) LoggerFactory.getLogger(name);
            before = logger.getLevel();
            logger.setLevel(ch.qos.logback.classic.Level.INFO);
            logger.setAdditive(false);
            logger.addAppender(appender);
            appender.start();
        }

        List<String> lines() {
            return List.copyOf(appender.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }

        /** Whether nothing was said while some more requests were answered. */
        boolean quietFor(Traffic traffic) {
            long now = System.nanoTime();
            int said = lines().size();
            await().atMost(SECONDS).until(() -> traffic.since(now).all() >= 20);
            return lines().size() == said;
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
    }
}
