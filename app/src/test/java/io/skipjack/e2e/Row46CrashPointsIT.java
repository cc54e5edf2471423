package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router dies between the intent to launch and the record of it, at each place there is: before and after each call
 * of the store, each request to EC2 and each answer. Where they are is not listed here but counted, until a process
 * comes through: a step that is added is crashed at as well.
 */
@Timeout(480)
class Row46CrashPointsIT {
    private static final Logger LOG = LoggerFactory.getLogger(Row46CrashPointsIT.class);
    private static final long BEFORE = 1;
    private static final long AFTER = 2;
    private static final int WANTED = 1;
    private static final int AT_ONCE = 2;
    private static final String NOWHERE = "nowhere";
    private static final Duration UNSEEN = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Path memory = Path.of("");

    /** A store with an owner, a leader and prices, as there is before the first launch. */
    @BeforeEach
    void prepare() throws Exception {
        memory = Files.createDirectory(folder.resolve("memory"));
        try (Sandbox sandbox = sandbox();
                CrashStage stage = new CrashStage(memory, sandbox.ec2().uri(), BEFORE, store -> store)) {
            lead(memory, BEFORE);
            stage.store().savePrices(BEFORE, stage.provider().quote(CrashStage.fleet()));
        }
    }

    @Test
    void whereverItDiesOneInstanceIsThereInTheEndAndNoneWasEverLaunchedBesides() throws Exception {
        List<String> places = new ArrayList<>();
        try (ExecutorService pairs = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int place = 1; places.size() == place - 1; place += AT_ONCE) {
                List<Future<String>> crashes = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    int at = place + i;
                    crashes.add(pairs.submit(() -> crashAndRecover(at)));
                }
                for (Future<String> crash : crashes) {
                    String where = crash.get();
                    if (!where.equals(NOWHERE)) {
                        places.add(where);
                    }
                }
            }
        }
        LOG.info("{} places: {}", places.size(), places);
        assertThat(places)
                .as("what must be among the places, else nothing was proved")
                .containsSubsequence(
                        "before store.intend",
                        "after store.intend",
                        "before request CreateLaunchTemplate",
                        "before the answer to CreateLaunchTemplate",
                        "before request CreateFleet",
                        "before the answer to CreateFleet",
                        "before store.save",
                        "after store.save");
    }

    private String crashAndRecover(int place) throws Exception {
        Path data = copy(place);
        try (Sandbox sandbox = sandbox()) {
            Instant started = Instant.now();
            int exit = run(data, sandbox.ec2().uri(), place);
            String where = exit == 0 ? NOWHERE : Files.readString(data.resolve("crashed-at"));
            recover(data, sandbox, started, place + ", " + where);
            return where;
        }
    }

    private static void recover(Path data, Sandbox sandbox, Instant started, String place) throws Exception {
        lead(data, AFTER);
        try (CrashStage stage = new CrashStage(data, sandbox.ec2().uri(), AFTER, store -> store)) {
            ControlTurns turns = new ControlTurns(stage);
            await("rest after a crash at " + place)
                    .atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(40))
                    .until(() -> turns.turn() && isStarting(stage.store().snapshot()));

            List<Replica> live = stage.store().snapshot().replicas().stream()
                    .filter(replica -> replica.state().isLive())
                    .toList();
            assertThat(live).as(place).hasSize(WANTED);
            Lease lease = Objects.requireNonNull(live.getFirst().lease());
            List<Book> books = sandbox.instances();
            assertThat(books)
                    .as("ever launched, %s", place)
                    .hasSize(WANTED)
                    .allMatch(Book::isLive)
                    .extracting(Book::id)
                    .containsExactly(lease.id());
            assertThat(books.getFirst().owner()).isEqualTo(stage.store().owner());
            assertThat(books.getFirst().tags())
                    .containsEntry("skipjack:token", live.getFirst().intent().token());
            Money most = live.getFirst()
                    .intent()
                    .rateBound()
                    .over(Duration.between(started, Instant.now()))
                    .times(WANTED);
            assertThat(books.getFirst().cost()).as("spent, %s", place).isLessThanOrEqualTo(most);
        }
    }

    private static boolean isStarting(FleetSnapshot snapshot) {
        return snapshot.replicas().stream().anyMatch(replica -> replica.state() == ReplicaState.STARTING);
    }

    /** New instances are listed late, as at AWS: so recovery cannot live on looking alone. */
    private static Sandbox sandbox() {
        CloudSettings cloud = CloudSettings.defaults()
                .booting(Duration.ofSeconds(2))
                .ending(Duration.ofMillis(100), Duration.ofHours(1))
                .invisibleFor(UNSEEN);
        return Sandbox.start(SandboxSettings.ofCloud(Duration.ofSeconds(2)).withCloud(cloud));
    }

    private Path copy(int place) throws IOException {
        Path data = Files.createDirectory(folder.resolve("crash-" + place));
        try (var files = Files.list(memory)) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        return data;
    }

    private int run(Path data, URI ec2, int place) throws Exception {
        Path log = data.resolve("log");
        List<String> arguments =
                List.of(data.toString(), ec2.toString(), String.valueOf(BEFORE), String.valueOf(place));
        Process child = ChildJvm.start(ChildJvm.quick(CrashChild.class.getName(), arguments), log);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(() -> "exit at place " + place + ":\n" + read(log))
                .isIn(0, CrashPoints.CRASHED);
        return child.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void lead(Path data, long epoch) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("skipjack.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update leadership set epoch = " + epoch);
        }
    }
}
