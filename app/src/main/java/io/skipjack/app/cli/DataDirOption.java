package io.skipjack.app.cli;

import io.skipjack.app.Home;
import io.skipjack.app.config.DataDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data-dir}, alike in every command that shares files with the router. */
final class DataDirOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder of the router's keys; default: SKIPJACK_DATA_DIR, else skipjack.data-dir of"
                    + " config/application.yaml, else ~/.skipjack.")
    private @Nullable Path folder;

    Path resolve() {
        return folder != null
                ? folder
                : DataDirectory.find(System.getenv(), Home.directory().resolve("config"));
    }

    /** As given; null when it was not. */
    @Nullable
    Path given() {
        return folder;
    }
}
