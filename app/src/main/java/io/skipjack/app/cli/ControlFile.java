package io.skipjack.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code sandbox-url} in the data directory: where the demo started last listens for {@code skipjack sandbox}. */
record ControlFile(Path file) {
    static ControlFile in(Path dataDirectory) {
        return new ControlFile(dataDirectory.resolve("sandbox-url"));
    }

    /** Notes the address; false when the folder cannot be written, which costs the demo nothing else. */
    boolean write(URI control) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, control.toString());
            return true;
        } catch (IOException unwritable) {
            return false;
        }
    }

    Optional<URI> read() {
        try {
            return Optional.of(URI.create(Files.readString(file).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Takes the note away, unless another demo has put its own there since. */
    void remove(URI control) {
        if (read().filter(control::equals).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // the next demo writes over it
        }
    }
}
