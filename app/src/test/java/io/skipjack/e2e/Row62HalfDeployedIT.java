package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.FarEndBook;
import io.skipjack.provider.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 62 by {@code kill -9}: the router dies while it deploys to every provider at once, each at a step of its own, and what
 * it was deploying is not wanted any more when it starts again. Each single step of each provider is cut off in {@code
 * ServerlessProviderContract}.
 */
@Timeout(240)
class Row62HalfDeployedIT {
    /** Slow enough that deploys take many calls, quick enough to wait for. */
    private static final double SPEED = 300;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = ProvidersCloud.start(SPEED);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aRouterKilledInMidDeployLeavesNothingBehind() throws Exception {
        RouterProcess next;
        try (RouterProcess router = deploying()) {
            Awaitility.await("something to be made")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> inventory() >= 3);
            router.kill();
            assertThat(inventory()).as("something is there, and nobody at work").isPositive();
            removeFiles();
            next = router.again();
        }
        try (next) {
            Awaitility.await("nothing to be left")
                    .atMost(PATIENCE)
                    .until(() -> inventory() == 0 && next.deployments().isEmpty());
        }
    }

    private RouterProcess deploying() throws IOException {
        Map<String, String> keys = ProvidersCloud.keys(sandbox);
        keys.put("skipjack.endpoints.interval", "100ms");
        List<String> providers =
                sandbox.providers().stream().map(FarEndBook::provider).toList();
        Files.createDirectories(home.resolve("deployments"));
        for (String provider : providers) {
            Files.writeString(
                    file(provider),
                    "name: %s\nmodel: test/%s\nserverless: { gpu: %s, provider: %s }\n"
                            .formatted(provider, provider, ServerlessProvidersIT.gpu(provider), provider));
        }
        return RouterProcess.start(home, "serverless: { gpu: L4, provider: " + providers.getFirst() + " }\n", keys);
    }

    private void removeFiles() throws IOException {
        for (FarEndBook book : sandbox.providers()) {
            Files.delete(file(book.provider()));
        }
        Files.delete(home.resolve("deployments/rack.yaml"));
    }

    private Path file(String provider) {
        return home.resolve("deployments").resolve(provider + ".yaml");
    }

    private int inventory() {
        return sandbox.providers().stream()
                .mapToInt(book -> book.inventory().size())
                .sum();
    }
}
