package io.skipjack.app;

import java.nio.file.Path;

/** The installation: the folder that holds the launcher, routes, kamelets and config. */
public final class Home {
    private Home() {}

    /** {@code SKIPJACK_HOME}, which the launcher sets; without it the current directory. */
    public static Path directory() {
        String home = System.getenv("SKIPJACK_HOME");
        return Path.of(home == null || home.isBlank() ? "." : home)
                .toAbsolutePath()
                .normalize();
    }

    /** A path as a person means it: a relative one from the installation's folder. */
    public static Path path(String text) {
        Path path = Path.of(text);
        return text.startsWith("~") ? path : directory().resolve(path);
    }
}
