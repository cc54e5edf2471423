package io.skipjack.provider.spi;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The folder that a program worked in, and what it left there. */
final class WorkingFolder {
    private WorkingFolder() {}

    /** Links are removed, not followed. What cannot be removed stays, for the system's own cleaning. */
    static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException stays) {
            // nothing in it is secret, and the answer is worth more than an empty folder
        }
    }
}
