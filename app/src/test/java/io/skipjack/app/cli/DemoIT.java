package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.e2e.ChildJvm;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

/** The demo as a user runs it: a process of its own, here without a terminal and without standard input. */
class DemoIT {
    private static final Pattern READY = Pattern.compile("(?m)^ready: endpoint=(\\S+) model=(\\S+) key=(\\S+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void answersFromServerlessUntilSpotHasBootedAndEndsOnASignal() throws Exception {
        Process demo = start(false);
        try {
            Matcher ready = READY.matcher("");
            await().atMost(PATIENCE).until(() -> ready.reset(log()).find() || !demo.isAlive());
            assertThat(log()).containsOnlyOnce("ready: ").contains("curl -iN " + ready.group(1));

            HttpResponse<String> first = ask(ready);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(first.headers().firstValue("x-skipjack-tier")).contains("serverless");
            await().atMost(PATIENCE)
                    .until(() -> ask(ready)
                            .headers()
                            .firstValue("x-skipjack-tier")
                            .orElse("")
                            .equals("spot"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(log())
                            .contains("demo-1 is ready", "answers come from serverless", "traffic moved: now from"));
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).doesNotContain("\tat ");
        assertThat(folder.resolve("sandbox-url")).doesNotExist();
    }

    @Test
    @Timeout(300)
    void showsBootShiftInterruptionReplacementToZeroAndBack() throws Exception {
        Process demo = start(true);
        try {
            await().atMost(Duration.ofMinutes(4)).until(() -> log().contains("story: that was it") || !demo.isAlive());
            await().atMost(PATIENCE).until(() -> log().contains("answers from serverless"));
            assertThat(log())
                    .containsSubsequence(
                            "story: 3 clients begin to ask",
                            "demo-1 is requested: spot",
                            "demo-1 is ready",
                            "story: AWS takes demo-1 back",
                            "demo-2 is requested: spot",
                            "story: the clients stop",
                            "story: the clients ask again",
                            "demo-3 is requested: spot",
                            "story: that was it")
                    .contains("demo-1 has ended (interrupted)", "demo-2 has ended (scaled_down)")
                    .containsPattern("[1-9]\\d* answers from serverless, [1-9]\\d* from spot, 0 failed; 3 instances");
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).doesNotContain("\tat ").doesNotContain("sandbox-engine-key");
    }

    private Process start(boolean story) throws IOException {
        List<String> arguments = List.of(
                "demo",
                "--port",
                String.valueOf(TestRouter.freePort()),
                "--operator-port",
                String.valueOf(TestRouter.freePort()),
                "--spot-boot",
                "4",
                story ? "--story" : "--no-story",
                "--data-dir",
                folder.toString());
        return ChildJvm.start(ChildJvm.quick(ChildJvm.SKIPJACK, arguments), folder.resolve("log"));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static HttpResponse<String> ask(Matcher ready) throws IOException, InterruptedException {
        String body = "{\"model\":\"%s\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(ready.group(2));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(ready.group(1) + "/chat/completions"))
                            .header("Authorization", "Bearer " + ready.group(3))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
