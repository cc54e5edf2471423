package io.skipjack.app.cli;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The demo's throw-away deployment: one file for the sandbox's engines, and a file for each engine's credential. */
record DemoFiles(Path folder) implements AutoCloseable {

    static DemoFiles write(Sandbox sandbox) throws CommandFailure {
        try {
            DemoFiles files = new DemoFiles(Files.createTempDirectory("skipjack-demo"));
            for (SandboxEngine engine : sandbox.engines()) {
                Files.writeString(files.folder.resolve(engine.id() + ".key"), engine.key());
            }
            Files.writeString(files.folder.resolve("demo.yaml"), deployment(sandbox));
            return files;
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    "cannot write the demo's files to " + System.getProperty("java.io.tmpdir")
                            + "; name another folder with SKIPJACK_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    unwritable);
        }
    }

    private static String deployment(Sandbox sandbox) {
        return "name: demo\nmodel: " + sandbox.model() + "\n" + tier(sandbox, Tier.SPOT)
                + tier(sandbox, Tier.SERVERLESS);
    }

    private static String tier(Sandbox sandbox, Tier tier) {
        return sandbox.engines().stream()
                .filter(engine -> engine.tier() == tier)
                .map(engine -> "    - { id: %s, url: \"%s\", credential: { file: %s.key } }\n"
                        .formatted(engine.id(), engine.baseUri(), engine.id()))
                .collect(Collectors.joining("", tier.label() + ":\n  upstreams:\n", ""));
    }

    /** Deletes the files; what cannot be deleted is the system's to clean up. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException left) {
            // nothing secret is in them
        }
    }
}
