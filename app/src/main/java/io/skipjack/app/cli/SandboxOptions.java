package io.skipjack.app.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sandbox, and how to print: alike in every command that pulls a lever. */
final class SandboxOptions {
    @Option(
            names = "--sandbox",
            paramLabel = "URL",
            description = "Control address of the demo; default: SKIPJACK_SANDBOX, else the demo started last.")
    private @Nullable URI sandbox;

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    boolean json() {
        return output.json();
    }

    URI control() throws CommandFailure {
        return Optional.ofNullable(sandbox)
                .or(() -> Optional.ofNullable(System.getenv("SKIPJACK_SANDBOX"))
                        .filter(text -> !text.isBlank())
                        .map(URI::create))
                .or(() -> ControlFile.in(dataDir.resolve()).read())
                .filter(uri -> uri.getHost() != null)
                .orElseThrow(() -> new CommandFailure("no running demo was found; start one with: skipjack demo, or"
                        + " name its control address with --sandbox http://127.0.0.1:PORT"));
    }
}
