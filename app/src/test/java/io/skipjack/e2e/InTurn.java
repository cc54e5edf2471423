package io.skipjack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work in the build folder that one of several test JVMs does at a time, while the others wait. */
final class InTurn {
    private InTurn() {}

    /** What is to be done. */
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** @param folder that the work is in, which is made first */
    static <T> T take(Path folder, Work<T> work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel turn = FileChannel.open(
                            folder.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = turn.lock()) {
                return work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in its turn", e);
        }
    }
}
