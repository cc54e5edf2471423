package io.skipjack.app.cli;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.HttpUrl;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxConsole;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sandbox, and how to print: alike in every command that pulls a lever. */
final class SandboxOptions {
    @Option(
            names = "--sandbox",
            paramLabel = "URL",
            description = "Address of the sandbox; default: SKIPJACK_SANDBOX, else the sandbox or demo started last.")
    private @Nullable URI sandbox;

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    /** Carries a command out and gives what to print: what it says or, for programs, how things then are. */
    String run(Function<SandboxClient, String> json, String... words) throws CommandFailure {
        try (SandboxClient client = new SandboxClient(control())) {
            SandboxConsole.Answer answer = new SandboxConsole(client).run(List.of(words));
            if (!answer.ok()) {
                throw new CommandFailure(answer.text());
            }
            return output.json() ? json.apply(client) : answer.text();
        }
    }

    private URI control() throws CommandFailure {
        return Optional.ofNullable(sandbox)
                .or(() -> Optional.ofNullable(System.getenv("SKIPJACK_SANDBOX"))
                        .filter(text -> !text.isBlank())
                        .map(SandboxOptions::uri))
                .or(() -> ControlFile.in(dataDir.resolve()).read())
                .filter(HttpUrl::is)
                .orElseThrow(() -> new CommandFailure("no running sandbox was found; start one with: skipjack sandbox"
                        + " serve, or skipjack demo, or name its address with --sandbox http://127.0.0.1:PORT"));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException malformed) {
            throw new ConfigException(
                    "SKIPJACK_SANDBOX is no URL; set it to the address that skipjack sandbox serve prints", malformed);
        }
    }
}
