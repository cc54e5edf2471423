package io.skipjack.app.state;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * {@code skipjack.db}: made, checked and migrated before anything uses it. A new one is made under another name and put
 * in its place when it is whole: so an empty or half-made file is damage, never a fresh start that forgets what runs.
 */
final class StoreFile {
    private static final ReentrantLock ONE_STARTER_IN_THIS_PROCESS = new ReentrantLock();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = permissions("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER = permissions("rwx------");

    private final Path file;

    StoreFile(Path file) {
        this.file = file;
    }

    /**
     * Makes the file ready for use, while no other router starts on it.
     *
     * @throws ConfigException that says what to do, if it is damaged, newer than this program, or cannot be written
     */
    void prepare() {
        ONE_STARTER_IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder(), OWNER_FOLDER);
            try (FileChannel lock = FileChannel.open(
                            beside(".lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
                    var turn = lock.lock()) {
                if (Files.notExists(file)) {
                    make();
                }
                check();
                Migration.run(Connections.sqlite(file));
            }
        } catch (IOException failure) {
            throw unusable(
                    "its folder cannot be written to (" + failure.getClass().getSimpleName() + ")", failure);
        } catch (SQLException | FlywayException failure) {
            throw StoreFailure.isDamage(failure) ? damaged(failure) : unusable(StoreFailure.clause(failure), failure);
        } finally {
            ONE_STARTER_IN_THIS_PROCESS.unlock();
        }
    }

    private void make() throws IOException {
        Path fresh = beside(".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNER_ONLY);
        // not WAL yet: then all of it is in this one file when it is renamed
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig());
        source.setUrl("jdbc:sqlite:" + fresh.toUri());
        Migration.run(source);
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void check() throws IOException, SQLException {
        if (Files.size(file) == 0) {
            throw damaged(new IOException("empty file"));
        }
        try (Connection connection = Connections.sqlite(file).getConnection();
                Statement statement = connection.createStatement();
                ResultSet verdict = statement.executeQuery("pragma quick_check(1)")) {
            if (!verdict.next() || !"ok".equals(verdict.getString(1))) {
                throw damaged(new SQLException("quick_check"));
            }
        }
    }

    private ConfigException damaged(Exception cause) {
        Path aside = folder().resolve("damaged");
        return new ConfigException(
                "the fleet's memory in " + file + " is damaged; put back a copy, or move it away and start with an"
                        + " empty one: mkdir -p " + aside + " && mv " + file + "* " + aside + "/\n"
                        + "An empty one knows no instances: those that run end themselves when no router has answered"
                        + " them for a while, or end them in the cloud's console by their tag skipjack:owner",
                cause);
    }

    private ConfigException unusable(String clause, Exception cause) {
        return new ConfigException(
                "the fleet's memory in " + file + " cannot be used: " + clause
                        + "; free it, or name another folder with skipjack.data-dir",
                cause);
    }

    private Path folder() {
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
