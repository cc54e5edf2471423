package io.skipjack.provider.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A tool that misbehaves, in a few lines of bash. */
public final class Script {
    private Script() {}

    /** @param lines of bash */
    public static Path write(Path folder, String name, String lines) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, "#!/bin/bash\n" + lines + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
