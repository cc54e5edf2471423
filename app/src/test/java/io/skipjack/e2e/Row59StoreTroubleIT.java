package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skipjack.provider.sandbox.ec2.Book;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fleet's memory is locked, full, read-only, damaged or lost while requests flow: they do not notice, nothing is
 * launched that could not be written down, and all goes on as soon as it can be.
 */
@Timeout(240)
class Row59StoreTroubleIT {
    /** Longer than the store waits for a lock, and than a leader leads without renewing. */
    private static final Duration TROUBLE = Duration.ofSeconds(6);

    private static final String ONE = "min_replicas: 1, max_replicas: 2";

    @TempDir
    Path folder;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", folder.toString());
        }
    }

    @Test
    void whileTheMemoryIsLockedRequestsAreAnsweredAndLaunchesWait() throws Exception {
        try (SpotTrial trial = SpotTrial.start(Map.of(TestRouter.DATA, folder.toString()))) {
            String served = readyOne(trial);
            String waiting;
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("skipjack.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("begin immediate");
                waiting = trial.deploySpotOnly(ONE);
                assertServesAndWaits(trial, served, waiting);
                statement.execute("rollback");
            }
            assertGoesOn(trial, served, waiting);
        }
    }

    @Test
    void whileTheDiskIsFullRequestsAreAnsweredAndLaunchesWait() throws Exception {
        mountSmall("size=4m");
        try (SpotTrial trial = SpotTrial.start(Map.of(TestRouter.DATA, folder.toString()))) {
            String served = readyOne(trial);
            Path filler = fillUp();
            String waiting = trial.deploySpotOnly(ONE);
            assertServesAndWaits(trial, served, waiting);
            Files.delete(filler);
            assertGoesOn(trial, served, waiting);
        }
    }

    /** A disk that turns read-only under an open file cannot be made here: the kernel keeps it from being remounted. */
    @Test
    void aReadOnlyDiskIsRefusedAtTheStart() throws Exception {
        mountSmall("size=1m,ro");
        assertThatThrownBy(() -> TestRouter.start(Map.of(TestRouter.DATA, folder.toString())))
                .hasMessageContaining("the fleet's memory in " + folder.resolve("skipjack.db") + " cannot be used: ")
                .hasMessageContaining("skipjack.data-dir");
    }

    @Test
    void aDamagedFileIsRefusedWithTheCommandThatHelps() throws Exception {
        Files.writeString(folder.resolve("skipjack.db"), "no database at all\n".repeat(1000));
        Throwable refused = catchThrowable(() -> TestRouter.start(Map.of(TestRouter.DATA, folder.toString())));
        assertThat(refused)
                .hasMessageContaining("the fleet's memory in " + folder.resolve("skipjack.db") + " is damaged")
                .hasMessageContaining("mkdir -p " + folder.resolve("damaged") + " && mv ");

        String message = refused.getMessage();
        String command = message.substring(message.indexOf("mkdir -p "))
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(run("bash", "-c", command)).isZero();

        TestRouter.start(Map.of(TestRouter.DATA, folder.toString())).close();
        assertThat(folder.resolve("damaged/skipjack.db")).content().startsWith("no database at all");
    }

    @Test
    void instancesThatANewMemoryDoesNotKnowEndThemselves() throws Exception {
        Map<String, String> keys = new HashMap<>(Map.of(
                TestRouter.DATA,
                folder.resolve("first").toString(),
                TestRouter.PORT,
                String.valueOf(TestRouter.freePort()),
                "skipjack.ec2.abandon-after",
                "20s"));
        try (SpotCloud cloud = SpotCloud.start()) {
            String model = TestRouter.newModel();
            try (TestRouter router = cloud.router(keys)) {
                router.deploy(model, cloud.spotOnly(ONE));
                awaitSpot(router, model);
            }
            Book old = cloud.live().getFirst();
            Duration paid = old.billed();
            keys.put(TestRouter.DATA, folder.resolve("second").toString());

            try (TestRouter router = cloud.router(keys)) {
                router.deploy(model, cloud.spotOnly(ONE));
                awaitSpot(router, model);
                await().atMost(SpotTrial.PATIENCE.multipliedBy(2))
                        .until(() -> !book(cloud, old.id()).isLive());

                assertThat(book(cloud, old.id()).reason()).isEqualTo("Client.InstanceInitiatedShutdown");
                assertThat(book(cloud, old.id()).billed()).isLessThan(paid.plusSeconds(20 + 10));
                assertThat(cloud.books()).hasSize(2);
                Book young = cloud.live().getFirst();
                assertThat(young.owner()).isNotEmpty().isNotEqualTo(old.owner());
                awaitSpot(router, model);
            }
        }
    }

    private static String readyOne(SpotTrial trial) {
        String model = trial.deploySpotOnly(ONE);
        trial.awaitReady(model, 1);
        return model;
    }

    private static void assertServesAndWaits(SpotTrial trial, String served, String waiting) {
        await("answers, and no launch")
                .during(TROUBLE)
                .atMost(TROUBLE.multipliedBy(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> trial.tier(served).equals("spot")
                        && trial.books(waiting).isEmpty());
    }

    private static void assertGoesOn(SpotTrial trial, String served, String waiting) {
        trial.awaitReady(waiting, 1);
        assertThat(trial.only(waiting).isLive()).isTrue();
        assertThat(trial.only(served).isLive()).isTrue();
        assertThat(trial.tier(served)).isEqualTo("spot");
        assertThat(trial.tier(waiting)).isEqualTo("spot");
    }

    private static void awaitSpot(TestRouter router, String model) {
        await().atMost(SpotTrial.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> router.chat(model, "\"max_tokens\":2")
                        .headers()
                        .firstValue("x-skipjack-tier")
                        .equals(Optional.of("spot")));
    }

    private static Book book(SpotCloud cloud, String id) {
        return cloud.books().stream()
                .filter(book -> book.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void mountSmall(String options) throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
        assumeTrue(mounted, "only root can mount a small disk");
    }

    private Path fillUp() {
        Path filler = folder.resolve("filler");
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 64 * 1024; i++) {
                channel.write(ByteBuffer.allocate(1024));
            }
        } catch (IOException full) {
            assertThat(filler).isNotEmptyFile();
        }
        return filler;
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
