package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.e2e.ChildJvm;
import io.skipjack.provider.sandbox.RouterKeys;
import io.skipjack.provider.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process of its own. */
class SandboxServeIT {
    private static final Pattern READY = Pattern.compile("(?m)^ready: sandbox=(\\S+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void runsUntilASignalAndIsFoundByOtherCommands() throws Exception {
        Process sandbox = start();
        try {
            Matcher ready = READY.matcher("");
            await().atMost(PATIENCE).until(() -> ready.reset(log()).find() || !sandbox.isAlive());
            assertThat(log()).containsOnlyOnce("ready: ");

            assertThat(Typed.run("sandbox", "engines", "--data-dir", folder.toString())
                            .out())
                    .contains("serverless", "cold");
            try (SandboxClient client = new SandboxClient(URI.create(ready.group(1)))) {
                RouterKeys keys = client.routerKeys();
                assertThat(keys.model()).isEqualTo("a/model");
                assertThat(keys.keys()).containsKey("skipjack.ec2.endpoint");
                assertThat(keys.clock().speed()).isEqualTo(60);
            }
        } finally {
            sandbox.destroy();
        }
        assertThat(sandbox.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("sandbox-url")).doesNotExist();
    }

    private Process start() throws IOException {
        List<String> arguments = List.of(
                "sandbox",
                "serve",
                "--port",
                "0",
                "--speed",
                "60",
                "--boot",
                "1",
                "--model",
                "a/model",
                "--data-dir",
                folder.toString());
        return ChildJvm.start(ChildJvm.quick(ChildJvm.SKIPJACK, arguments), folder.resolve("log"));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
