package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * {@code keys.json}, or {@code operator-keys.json}, in the data directory. Readers need no lock, because a writer puts a whole new file in the place of
 * the old one; writers take turns on a lock file, which outlives the replaced one.
 */
final class KeyFile {
    private static final ReentrantLock ONE_WRITER_IN_THIS_PROCESS = new ReentrantLock();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = permissions("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER = permissions("rwx------");

    private final KeyKind kind;
    private final Path folder;
    private final Path file;

    KeyFile(Path dataDirectory, KeyKind kind) {
        this.kind = kind;
        this.folder = dataDirectory;
        this.file = dataDirectory.resolve(kind.file() + ".json");
    }

    Path path() {
        return file;
    }

    /** The file's text; empty when there is no file. */
    String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** @throws ConfigException naming the file if it is damaged or unreadable */
    List<StoredKey> read() {
        try {
            return parse(text());
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read keys from " + file + ": " + reason(unreadable), unreadable);
        }
    }

    List<StoredKey> parse(String text) {
        try {
            List<StoredKey> keys = text.isEmpty() ? List.of() : KeyCodec.read(text);
            if (keys.stream().anyMatch(key -> key.kind() != kind)) {
                throw new ConfigException("it holds keys of another kind");
            }
            return keys;
        } catch (ConfigException damage) {
            throw new ConfigException(
                    "the keys in " + file + " are damaged (" + damage.getMessage() + "); put back a copy, or move the"
                            + " file away and make new keys with: skipjack keys create NAME",
                    damage);
        }
    }

    /** Replaces the keys by what {@code change} makes of them, while no other writer can, and returns those. */
    List<StoredKey> update(UnaryOperator<List<StoredKey>> change) {
        ONE_WRITER_IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
            Path lock = folder.resolve(kind.file() + ".lock");
            try (FileChannel channel = FileChannel.open(
                            lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
                    var turn = channel.lock()) {
                List<StoredKey> keys = change.apply(read());
                replace(KeyCodec.write(keys));
                return keys;
            }
        } catch (IOException failure) {
            throw new ConfigException(
                    "cannot write keys to " + file + ": " + reason(failure) + "; another folder can be named with"
                            + " SKIPJACK_DATA_DIR",
                    failure);
        } finally {
            ONE_WRITER_IN_THIS_PROCESS.unlock();
        }
    }

    private void replace(String text) throws IOException {
        Path next = Files.createTempFile(folder, "keys", ".tmp", OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access denied";
        }
        return failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : failure.getClass().getSimpleName();
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
