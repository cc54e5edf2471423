package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.e2e.ProvidersCloud;
import io.skipjack.e2e.TestRouter;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import io.skipjack.provider.sandbox.providers.PretendProviders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log of a deployment with a fleet and a serverless endpoint, by the command line, a router and pretend clouds. */
@Timeout(120)
class LogsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String model = TestRouter.newModel();
    private final String name = TestRouter.name(model);

    @Test
    void oneStreamShowsEachComponentAndGoesOnWithWhatHappens() throws Exception {
        try (Sandbox sandbox = sandbox();
                TestRouter router = TestRouter.start(keys(sandbox))) {
            router.deploy(
                    model,
                    "gpu: L4\nspot: { min_replicas: 1, max_replicas: 2 }\nserverless: { gpu: L4, provider: baseten }");
            await().atMost(PATIENCE)
                    .until(() -> logs(router, "--component", "spot").contains("agent: phase ready")
                            && logs(router, "--component", "serverless").contains("Application startup complete."));

            List<String> lines = logs(router).lines().toList();
            assertThat(lines.stream().map(line -> line.split(" ", 2)[0])).isSorted();
            assertThat(lines)
                    .anyMatch(line -> line.matches(".* router +\\S+ +" + name + "-1 requested.*"))
                    .anyMatch(line -> line.matches(".* spot +" + name + "-1 +agent: phase ready"))
                    .anyMatch(line -> line.matches(".* serverless +baseten +loading the model"));
            assertThat(logs(router)).doesNotContain("sandbox-engine-key").doesNotContainPattern("! .*unavailable");
            assertThat(logs(router, "--component", "router")).doesNotContain("Z  spot ");

            Following stream = Following.of("logs", name, "-f", "--operator-url", router.operatorsUrl());
            try (stream) {
                await().atMost(PATIENCE).until(() -> stream.out().contains("phase ready"));
                sandbox.ec2().interrupt(name + "-1", Interrupting.after(Duration.ofSeconds(6)));
                await().atMost(PATIENCE)
                        .until(() -> stream.out().contains("agent: draining")
                                && stream.out().contains(name + "-1 has a notice"));
            }

            assertThat(stream.out().lines().filter(line -> line.contains("phase ready")))
                    .as("each line once")
                    .doesNotHaveDuplicates();
        }
    }

    private String logs(TestRouter router, String... more) {
        return Typed.run(List.of("logs", name, "--operator-url", router.operatorsUrl()), more)
                .out();
    }

    private static Sandbox sandbox() {
        return Sandbox.start(SandboxSettings.ofCloud(Duration.ofSeconds(2))
                .withCloud(CloudSettings.defaults()
                        .booting(Duration.ofSeconds(2))
                        .ending(Duration.ofMillis(300), Duration.ofHours(1)))
                .withFarEnds(PretendProviders.all(), 1_000));
    }

    private static Map<String, String> keys(Sandbox sandbox) {
        Map<String, String> keys = ProvidersCloud.keys(sandbox);
        keys.put("skipjack.endpoints.interval", "200ms");
        keys.put("skipjack.fleet.autoscale-interval", "200ms");
        keys.put("skipjack.fleet.observe-interval", "200ms");
        return keys;
    }
}
