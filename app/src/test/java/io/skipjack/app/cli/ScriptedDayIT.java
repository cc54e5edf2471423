package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.state.Database;
import io.skipjack.app.state.JdbcLedgerStore;
import io.skipjack.app.state.StoreSettings;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.CostQuestion;
import io.skipjack.domain.ledger.CostReports;
import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.e2e.TestRouter;
import io.skipjack.provider.sandbox.FarEndBook;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.PretendClock;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import io.skipjack.provider.sandbox.providers.PretendProviders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day on a clock that runs 1,440 times as fast: deployed, asked as a trace has it, interrupted with and without notice,
 * scaled to zero and back while prices move. In the end {@code skipjack cost} is what the clouds' own books say, to the cent.
 */
@Timeout(300)
class ScriptedDayIT {
    private static final int SPEED = 1_440;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A bill that leaves out the last hour is believed 27 hours after, which are 68 seconds here. */
    private static final Duration BILLED = Duration.ofSeconds(120);

    private static final double HALF_A_CENT = 0.005;
    /** Of a g6.xlarge in us-east-1 on demand, with 100 GB of gp3 and an address: 0.8048 + 8 / 730 + 0.005. */
    private static final double ON_DEMAND = 0.8048 + 100 * 0.08 / 730 + 0.005;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static PretendClock clock;
    private static TestRouter router;
    private static final String MODEL = TestRouter.newModel();

    private Instant began;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.ofCloud(Duration.ofMinutes(4))
                .withPace(Duration.ZERO, 16)
                .withCloud(CloudSettings.defaults()
                        .booting(Duration.ofMinutes(4))
                        .ending(Duration.ofSeconds(30), Duration.ofHours(4)))
                .withFarEnds(List.of(PretendProviders.all().getFirst()), 1)
                .withClockSpeed(SPEED));
        clock = sandbox.clock();
        try (SandboxClient client = new SandboxClient(sandbox.controlUri())) {
            router = TestRouter.start(client.routerKeys().keys(), options -> options.withClock(clock, SPEED));
        }
    }

    @AfterAll
    static void stop() {
        router.close();
        sandbox.close();
    }

    @Test
    void costIsWhatTheCloudsOwnBooksSayToTheCent() throws Exception {
        began = clock.instant();
        router.deploy(MODEL, """
                gpu: L4
                spot: { min_replicas: 0, max_replicas: 2, upscale_delay: 1s, downscale_delay: 20m }
                serverless: { provider: runpod, scaledown_window: 300s }
                """);
        FutureTask<Typed> load = new FutureTask<>(this::load);
        Thread.ofPlatform().name("load").start(load);
        price(1.5, "0.31");
        take(2.5, Duration.ofMinutes(2));
        price(3.5, "999999");
        take(4, Duration.ZERO);
        price(9, "0.19");
        take(11, Duration.ofMinutes(2));
        Typed loaded = load.get();
        assertThat(loaded.code()).as(loaded.out() + loaded.err()).isZero();
        Instant undeployed = clock.instant();
        router.undeploy(MODEL);

        await("all to be gone").atMost(PATIENCE).until(this::isGone);
        awaitHour(Duration.between(began, clock.instant()).toHours() + 2.0);
        await("the ledger to have all").atMost(BILLED).untilAsserted(() -> {
            JsonNode cost = cost();
            assertThat(spent(cost, "spot") + spent(cost, "on-demand"))
                    .as(ScriptedDayIT::bothBooks)
                    .isCloseTo(sum(Book::invoiced), within(HALF_A_CENT));
            assertThat(spent(cost, "storage"))
                    .as(ScriptedDayIT::bothBooks)
                    .isCloseTo(sum(Book::sideInvoiced), within(HALF_A_CENT));
            assertThat(spent(cost, "serverless"))
                    .as(ScriptedDayIT::bothBooks)
                    .isCloseTo(serverless(), within(HALF_A_CENT));
        });

        JsonNode cost = cost();
        assertThat(sum(Book::invoiced)).as("spot was used").isGreaterThan(0.5);
        assertThat(serverless()).as("serverless was used").isGreaterThan(0.01);
        // it ran before the day began, and an hour of that is asked for
        double router = 0.0416 * hours(began, clock.instant());
        assertThat(spent(cost, "router")).isBetween(router - 0.02, router + 0.0416 + 0.02);
        double onDemand = ON_DEMAND * hours(began, undeployed);
        assertThat(baseline(cost, "all-on-demand")).isCloseTo(onDemand, within(onDemand * 0.05));
        assertThat(baseline(cost, "all-serverless")).isBetween(0.684 * 9, 0.684 * 13);
        assertThat(cost.at("/tiers/0/requests").asInt()
                        + cost.at("/tiers/1/requests").asInt())
                .isGreaterThanOrEqualTo(trace().size() - 1);
        theSameLinesGiveTheSameLedger();
    }

    /** From the recorded lines alone, read by another process' means. */
    private void theSameLinesGiveTheSameLedger() {
        List<LedgerStore.Entry> lines = ledgerLines();
        CostLedger replayed = CostLedger.EMPTY.with(
                lines.stream().map(LedgerStore.Entry::event).toList());
        Instant end = clock.instant();
        CostQuestion question = new CostQuestion(began.minus(Duration.ofHours(1)), end, end, null);
        double again = CostReports.of(replayed, question).lines().stream()
                .filter(line -> !line.account().deployment().isEmpty())
                .map(line -> line.charged().total())
                .reduce(Money.ZERO, Money::plus)
                .dollars()
                .doubleValue();
        JsonNode cost = cost();
        assertThat(again).isCloseTo(cost.at("/total/dollars").asDouble() - spent(cost, "router"), within(0.000_001));
    }

    /** What the cloud has, and what the ledger has, line by line. */
    private static String bothBooks() {
        List<String> lines = new ArrayList<>();
        sandbox.instances()
                .forEach(book -> lines.add("%s %s %s from %s for %s: %s, beside %s, %s"
                        .formatted(
                                book.id(),
                                book.type(),
                                book.zone(),
                                book.launchedAt(),
                                book.billed(),
                                book.invoiced(),
                                book.sideInvoiced(),
                                book.reason())));
        ledgerLines().forEach(entry -> {
            if (!(entry.event() instanceof LedgerEvent.Worked) && !(entry.event() instanceof LedgerEvent.RouterRan)) {
                lines.add(entry.event().toString());
            }
        });
        lines.add(bill());
        return String.join("\n", lines);
    }

    /** As the pretend RunPod itself has it. */
    private static String bill() {
        try (SandboxClient client = new SandboxClient(sandbox.controlUri())) {
            Map<String, String> keys = client.routerKeys().keys();
            String url = keys.get("skipjack.providers.runpod.endpoint") + "/v2/billing/serverless?bucketSize=hour";
            return router.send(HttpRequest.newBuilder(URI.create(url))
                            .header("Authorization", "Bearer " + keys.get("skipjack.providers.runpod.api-key"))
                            .build())
                    .body();
        }
    }

    private static List<LedgerStore.Entry> ledgerLines() {
        try (Database database = new Database(StoreSettings.in(router.home().resolve("data")))) {
            database.open();
            return new JdbcLedgerStore(database).read(0, 1_000_000, Instant.EPOCH);
        }
    }

    private static double hours(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 3_600_000.0;
    }

    private void awaitHour(double hour) {
        Instant then = began.plusMillis((long) (hour * 3_600_000));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !clock.instant().isBefore(then));
    }

    private void price(double hour, String dollars) {
        awaitHour(hour);
        sandbox.ec2().price("g6.xlarge", "", Double.parseDouble(dollars));
    }

    /** Spot takes whatever runs then, once something does. */
    private void take(double hour, Duration notice) {
        awaitHour(hour);
        await("an instance to take")
                .atMost(PATIENCE)
                .until(() -> sandbox.instances().stream().anyMatch(Book::isLive));
        sandbox.instances().stream()
                .filter(Book::isLive)
                .findFirst()
                .ifPresent(book -> sandbox.ec2().interrupt(book.id(), Interrupting.after(notice)));
    }

    /** One request each four minutes for six hours, a pause, and four hours more. */
    private static List<Duration> trace() {
        List<Duration> arrivals = new ArrayList<>();
        for (int minute = 0; minute < 13 * 60; minute += 4) {
            if (minute < 6 * 60 || minute >= 9 * 60) {
                arrivals.add(Duration.ofMinutes(minute));
            }
        }
        return arrivals;
    }

    private Typed load() {
        try {
            Path file = folder.resolve("day.csv");
            StringBuilder lines = new StringBuilder("TIMESTAMP,ContextTokens,GeneratedTokens\n");
            LocalDateTime first = LocalDateTime.ofEpochSecond(1_700_000_000, 0, ZoneOffset.UTC);
            trace().forEach(at ->
                    lines.append(first.plus(at).toString().replace('T', ' ')).append(",40,8\n"));
            Files.writeString(file, lines);
            return Typed.run(
                    "bench",
                    "load",
                    "--url",
                    router.endpoint().toString(),
                    "--operator-url",
                    router.operatorsUrl(),
                    "--model",
                    MODEL,
                    "--trace",
                    file.toString(),
                    "--speed",
                    String.valueOf(SPEED),
                    "--duration",
                    "120s",
                    "--output",
                    "json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isGone() {
        return sandbox.instances().stream().noneMatch(Book::isLive)
                && sandbox.provider("runpod").inventory().isEmpty()
                && json("/api/status").path("deployments").isEmpty();
    }

    private JsonNode cost() {
        return json("/api/cost?since=" + began.minus(Duration.ofHours(1)));
    }

    private static JsonNode json(String path) {
        try {
            return JSON.readTree(router.operatorsGet(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double spent(JsonNode cost, String component) {
        double sum = 0;
        for (JsonNode line : cost.path("components")) {
            sum += line.path("component").asText().equals(component)
                    ? line.path("dollars").asDouble()
                    : 0;
        }
        return sum;
    }

    private static double baseline(JsonNode cost, String name) {
        for (JsonNode line : cost.path("baselines")) {
            if (line.path("name").asText().equals(name)) {
                return line.path("dollars").asDouble();
            }
        }
        return 0;
    }

    private static double sum(java.util.function.Function<Book, Money> amount) {
        return sandbox.instances().stream()
                .map(amount)
                .reduce(Money.ZERO, Money::plus)
                .dollars()
                .doubleValue();
    }

    private static double serverless() {
        return sandbox.providers().stream()
                .map(FarEndBook::spent)
                .reduce(Money.ZERO, Money::plus)
                .dollars()
                .doubleValue();
    }
}
