package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is locked, damaged, full or read-only. */
class Row59StoreFaultsTest {
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
    void theFileIsForItsOwnerOnly() throws IOException {
        try (Database database = opened()) {
            new JdbcFleetStore(database).snapshot();
            for (String name : new String[] {"skipjack.db", "skipjack.db-wal", "skipjack.db-shm"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aStoreThatWasNotOpenedSaysSo() {
        try (Database database = new Database(settings())) {
            assertThatThrownBy(() -> new JdbcFleetStore(database).snapshot())
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("the fleet's memory cannot be used now: it is not open");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLockedStoreIsReadAndNotWrittenUntilItIsFree() throws SQLException {
        try (Database database = opened()) {
            JdbcFleetStore store = new JdbcFleetStore(database);
            long epoch = epoch(database);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.execute("begin exclusive");
                assertThatThrownBy(() -> store.intend(epoch, Samples.intended("rack", 1), Samples.WIDE))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessage("the fleet's memory cannot be used now: another process keeps it locked");
                assertThat(store.snapshot().replicas()).isEmpty();
                statement.execute("rollback");
            }
            assertThat(store.intend(epoch, Samples.intended("rack", 1), Samples.WIDE))
                    .isTrue();
        }
    }

    @Test
    void aDamagedFileIsRefusedWithTheWayOut() throws IOException {
        opened().close();
        Files.write(file(), new byte[8192]);

        assertRefusedAsDamaged();
    }

    @Test
    void anEmptyFileIsNotTakenForAFreshStart() throws IOException {
        opened().close();
        Files.write(file(), new byte[0]);

        assertRefusedAsDamaged();
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        fill(100);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2 / 4096 * 4096);
        }
        assertRefusedAsDamaged();
    }

    @Test
    void aFreshStoreAfterTheWayOutHasAnotherOwner() throws IOException {
        String owner;
        try (Database database = opened()) {
            owner = new JdbcFleetStore(database).owner();
        }
        Files.delete(file());
        try (Database database = opened()) {
            assertThat(new JdbcFleetStore(database).owner()).isNotEqualTo(owner);
        }
    }

    @Test
    void damageWhileRunningIsSaidInASentence() throws IOException {
        fill(200);
        try (Database database = opened()) {
            byte[] rubbish = new byte[(int) Files.size(file()) - 8192];
            Arrays.fill(rubbish, (byte) 0x5a);
            try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(rubbish), 8192);
            }
            assertThatThrownBy(() -> new JdbcFleetStore(database).snapshot())
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage(
                            "the fleet's memory cannot be used now: its file is damaged; a restart says what to do");
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        opened().close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("insert into flyway_schema_history values"
                    + " (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'me', '2026-11-21 10:00:00', 1, 1)");
        }
        assertThatThrownBy(this::opened)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("written by a newer Skipjack (schema 99)");
    }

    @Test
    void aFullDiskStopsWritingAndNotReading() throws Exception {
        mountSmall();
        try (Database database = opened()) {
            JdbcFleetStore store = new JdbcFleetStore(database);
            long epoch = epoch(database);
            Replica first = Samples.intended("rack", 1);
            store.intend(epoch, first, Samples.WIDE);
            Path filler = folder.resolve("filler");
            fillUp(filler);

            assertThatThrownBy(() -> {
                        for (int i = 2; i < 500; i++) {
                            store.intend(epoch, Samples.intended("rack", i), new FleetBounds(1000, 1000, null, null));
                        }
                    })
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("the fleet's memory cannot be used now: its disk is full");
            assertThat(store.snapshot().replicas()).contains(first);
            try (Database again = opened()) {
                assertThat(new JdbcFleetStore(again).snapshot().replicas()).contains(first);
            }
            Files.delete(filler);
            assertThat(store.intend(epoch, Samples.intended("later", 1), new FleetBounds(1000, 1000, null, null)))
                    .isTrue();
        }
    }

    @Test
    void aReadOnlyDiskIsSaidInASentence() throws Exception {
        mountSmall();
        opened().close();
        run("mount", "-o", "remount,ro", folder.toString());

        assertThatThrownBy(this::opened)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the fleet's memory in " + file() + " cannot be used: ");
    }

    @Test
    void noValueShowsInAMessage() {
        StoreSettings secret = new StoreSettings(
                folder, "jdbc:postgresql://127.0.0.1:1/fleet?password=hunter2", "skipjack", "hunter2");
        assertThat(secret.toString()).doesNotContain("hunter2");
        try (Database database = new Database(secret)) {
            assertThatThrownBy(database::open)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("the database server cannot be reached")
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    private void assertRefusedAsDamaged() {
        assertThatThrownBy(this::opened)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the fleet's memory in " + file() + " is damaged; put back a copy")
                .hasMessageContaining("mv " + file() + "* " + folder.resolve("damaged") + "/");
    }

    private void fill(int replicas) {
        try (Database database = opened()) {
            JdbcFleetStore store = new JdbcFleetStore(database);
            long epoch = epoch(database);
            for (int i = 1; i <= replicas; i++) {
                store.intend(epoch, Samples.intended("rack", i), new FleetBounds(1000, 1000, null, null));
            }
        }
    }

    private Database opened() {
        Database database = new Database(settings());
        database.open();
        return database;
    }

    private static long epoch(Database database) {
        return new LeadershipTable(database)
                .claim("test", Duration.ofMinutes(5))
                .epoch();
    }

    private StoreSettings settings() {
        return StoreSettings.in(folder);
    }

    private Path file() {
        return folder.resolve("skipjack.db");
    }

    private void mountSmall() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
        assumeTrue(mounted, "only root can mount a small disk");
    }

    private static void fillUp(Path filler) throws IOException {
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 4096; i++) {
                channel.write(ByteBuffer.allocate(1024));
            }
        } catch (IOException full) {
            assertThat(filler).isNotEmptyFile();
        }
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
