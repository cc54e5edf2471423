package io.skipjack.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's throw-away folder: its deployment, and the store of a fleet that is only pretended. */
record DemoFolder(Path folder) implements AutoCloseable {

    static DemoFolder make() throws CommandFailure {
        try {
            return new DemoFolder(Files.createTempDirectory("skipjack-demo"));
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    "cannot write the demo's files to " + System.getProperty("java.io.tmpdir")
                            + "; name another folder with SKIPJACK_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    unwritable);
        }
    }

    Path deployments() {
        return folder.resolve("deployments");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Deletes the files; what cannot be deleted is the system's to clean up. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            // nothing secret is in them
        }
    }
}
