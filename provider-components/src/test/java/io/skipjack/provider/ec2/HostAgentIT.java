package io.skipjack.provider.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.deployment.ColdStartMode;
import io.skipjack.domain.deployment.EngineSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.provider.spi.EngineArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script that instances run. */
class HostAgentIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HOSTILE = "it's/$(touch hacked)`touch hacked`\"; touch hacked #\\ ${IFS} ü";

    @TempDir
    Path folder;

    private AgentStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new AgentStage(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private void start() throws IOException {
        stage.start(userData("Qwen/Qwen3-0.6B"));
    }

    private String userData(String model) {
        EngineSpec spec = new EngineSpec(
                4096, 0, null, ColdStartMode.FAST_BOOT, List.of("--generation-config=it's \"mine\" $HOME"));
        return UserData.render(
                stage.settings(),
                "us-east-1",
                EngineArguments.of(model, spec, new GpuChoice("L4", 1), Duration.ofSeconds(100)));
    }

    private void awaitPhase(String phase) {
        stage.awaitPhase(phase, SOON);
    }

    @Test
    void reportsEveryPhaseSignedAndThenItsHeartbeat() {
        startQuietly();

        awaitPhase("ready");
        await().atMost(SOON).until(() -> !stage.reports("heartbeat").isEmpty());
        assertThat(stage.reports("phase"))
                .extracting(report -> report.path("phase").asText())
                .containsExactly("running", "pulling", "loading", "ready");
        JsonNode first = stage.reports.getFirst();
        assertThat(first.path("replica").asText()).isEqualTo("rack-12");
        assertThat(first.path("instance").asText()).isEqualTo("i-0abc");
        assertThat(first.path("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    private void startQuietly() {
        try {
            start();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void givesTheEngineItsArgumentsWordForWord() throws Exception {
        stage.start(userData(HOSTILE));
        awaitPhase("ready");

        List<String> words = Files.readAllLines(folder.resolve("run-arguments"));
        assertThat(words)
                .containsSequence("--gpus", "all", "--ipc=host")
                .containsSequence(Ec2Settings.DEFAULT_IMAGE, "--model", HOSTILE, "--served-model-name", HOSTILE)
                .containsSequence("--allowed-media-domains", "none", "--generation-config=it's \"mine\" $HOME");
        try (var files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("hacked");
        }
        assertThat(Path.of("hacked")).doesNotExist();
    }

    @Test
    void showsNoSecretInArgumentsOutputOrOpenFiles() throws Exception {
        start();
        awaitPhase("ready");
        await().atMost(SOON).until(() -> stage.reports("heartbeat").size() >= 2);

        assertThat(stage.output()).doesNotContain(AgentStage.KEY, AgentStage.HF_TOKEN, stage.token);
        assertThat(stage.calls())
                .noneMatch(call -> call.contains(AgentStage.KEY)
                        || call.contains(AgentStage.HF_TOKEN)
                        || call.contains(stage.token));
        assertThat(stage.commandLines)
                .isNotEmpty()
                .noneMatch(line -> line.contains(AgentStage.KEY)
                        || line.contains(AgentStage.HF_TOKEN)
                        || line.contains(stage.token));
        Path environment = folder.resolve("work/engine.env");
        assertThat(Files.readAllLines(environment))
                .containsExactly(
                        "VLLM_API_KEY=" + AgentStage.KEY,
                        "VLLM_MEDIA_URL_ALLOW_REDIRECTS=0",
                        "HF_TOKEN=" + AgentStage.HF_TOKEN);
        try (var files = Files.list(folder.resolve("work"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    /** What is printed goes to the instance's console, where routers read it. */
    @Test
    void copiesWhatTheEngineWritesWithoutSecretsPromptsProbesAndFloods() throws Exception {
        Files.writeString(
                folder.resolve("logs"),
                """
                INFO starting with api_key=%s and %s
                INFO Received request chat-1: prompt: 'my secret wish', params
                INFO:     10.0.0.7:1 - "GET /health HTTP/1.1" 200 OK
                Loading shards:   0%%\rLoading shards: 100%%
                """.formatted(AgentStage.KEY, AgentStage.HF_TOKEN) + "INFO busy\n".repeat(1_000));
        start();
        awaitPhase("ready");
        await().atMost(SOON).until(() -> stage.output().contains("left out"));

        assertThat(stage.output().lines().filter(line -> line.contains(" engine: ")))
                .allMatch(
                        line -> line.matches("skipjack \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z engine: .*"))
                .hasSizeBetween(200, 300);
        assertThat(stage.output())
                .contains("engine: INFO starting with api_key=*** and ***\n", "engine: Loading shards: 100%\n")
                .contains(" agent: replica rack-12 on i-0abc\n", " agent: phase ready\n")
                .doesNotContain(AgentStage.KEY, AgentStage.HF_TOKEN, "wish", "/health", "  0%");
    }

    @Test
    void tellsAnInterruptionOnceAndDrainsTheEngine() throws Exception {
        start();
        awaitPhase("ready");

        stage.metadata.put("spot/instance-action", "{\"action\":\"terminate\",\"time\":\"" + AgentStage.END + "\"}");
        await().atMost(Duration.ofSeconds(6))
                .until(() -> !stage.reports("interruption").isEmpty());
        int beats = stage.reports("heartbeat").size();
        await().atMost(SOON).until(() -> stage.reports("heartbeat").size() >= beats + 3);

        assertThat(stage.reports("interruption"))
                .singleElement()
                .satisfies(
                        report -> assertThat(report.path("deadline").asText()).isEqualTo(AgentStage.END));
        assertThat(stage.calls("docker stop")).containsExactly("docker stop -t 100 skipjack-engine");
        assertThat(stage.calls("docker run")).as("not started again").hasSize(1);
    }

    @Test
    void tellsARebalanceRecommendationAndGoesOn() throws Exception {
        start();
        awaitPhase("ready");

        stage.metadata.put("events/recommendations/rebalance", "{\"noticeTime\": \"2026-11-21T09:58:00Z\"}");
        await().atMost(SOON).until(() -> !stage.reports("rebalance").isEmpty());

        assertThat(stage.reports("rebalance").getFirst().path("at").asText()).isEqualTo("2026-11-21T09:58:00Z");
        assertThat(stage.calls("docker stop")).isEmpty();
    }

    @Test
    void tellsANoticeLaterWhenNoRouterTookIt() throws Exception {
        start();
        awaitPhase("ready");
        stage.routerStatus = 503;

        stage.metadata.put("spot/instance-action", "{\"action\":\"terminate\",\"time\":\"" + AgentStage.END + "\"}");
        await().atMost(SOON).until(() -> !stage.calls("docker stop").isEmpty());
        assertThat(stage.reports("interruption")).isEmpty();
        stage.routerStatus = 200;

        await().atMost(SOON).until(() -> !stage.reports("interruption").isEmpty());
        assertThat(stage.reports("interruption")).hasSize(1);
    }

    @Test
    void takesANewMetadataTokenWhenTheOldOneIsRefused() throws Exception {
        start();
        awaitPhase("ready");

        stage.token = "expired";
        stage.metadata.put("spot/instance-action", "{\"action\":\"terminate\",\"time\":\"" + AgentStage.END + "\"}");

        await().atMost(SOON).until(() -> !stage.reports("interruption").isEmpty());
        assertThat(stage.tokens).isEqualTo(2);
    }

    @Test
    void shutsDownWhenNoRouterKnowsItAnyMore() throws Exception {
        stage.start(userData("Qwen/Qwen3-0.6B").replace("ABANDON_AFTER_SECONDS='600'", "ABANDON_AFTER_SECONDS='3'"));
        awaitPhase("ready");
        assertThat(stage.calls("shutdown")).isEmpty();

        stage.routerStatus = 404;

        await().atMost(SOON).until(() -> !stage.calls("shutdown").isEmpty());
        assertThat(stage.calls("shutdown").getFirst()).isEqualTo("shutdown -h now");
    }

    @Test
    void aTornContactFileEndsNeitherTheAgentNorItsWatch() throws Exception {
        stage.start(userData("Qwen/Qwen3-0.6B").replace("ABANDON_AFTER_SECONDS='600'", "ABANDON_AFTER_SECONDS='3'"));
        awaitPhase("ready");
        stage.routerStatus = 404;

        Files.writeString(folder.resolve("work/contact"), "");

        await().atMost(SOON).until(() -> !stage.calls("shutdown").isEmpty());
        assertThat(stage.output()).doesNotContain("syntax error");
    }

    @Test
    void shutsDownThoughItNeverGotItsKey() throws Exception {
        Files.delete(folder.resolve("engine-key"));
        stage.start(userData("Qwen/Qwen3-0.6B").replace("ABANDON_AFTER_SECONDS='600'", "ABANDON_AFTER_SECONDS='2'"));

        await().atMost(SOON).until(() -> !stage.calls("shutdown").isEmpty());
        assertThat(stage.reports).isEmpty();
    }

    @Test
    void saysWhyAnEngineCannotStart() throws Exception {
        stage.healthy = false;
        Files.writeString(
                folder.resolve("logs"), "loading\nValueError: no room for \"KV\" with " + AgentStage.KEY + "\nbye\n");
        Files.createFile(folder.resolve("crashes"));
        start();

        await().atMost(SOON).until(() -> !stage.reports("failure").isEmpty());
        assertThat(stage.reports("failure").getFirst().path("message").asText())
                .startsWith("the engine ended 3 times, last with code 1: ValueError: no room for \"KV\" with ***");
        assertThat(stage.calls("docker run")).hasSize(3);
        assertThat(stage.kinds()).doesNotContain("phaseready");
    }

    @Test
    void aRestartedAgentFindsItsEngineRunning() throws Exception {
        start();
        awaitPhase("ready");

        stage.restart();
        await().atMost(SOON)
                .until(() -> stage.kinds().stream().filter("phaseready"::equals).count() == 2);

        assertThat(stage.calls("docker run")).hasSize(1);
        assertThat(stage.calls("aws ssm")).as("keeps its key").hasSize(1);
    }

    @Test
    void pleasesShellcheck() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, userData("Qwen/Qwen3-0.6B"));
        ProcessBuilder check = new ProcessBuilder(
                "sh", "-c", "command -v shellcheck >/dev/null || exit 99; shellcheck -e SC2016 " + script);
        Process run = check.redirectErrorStream(true).start();
        String said = new String(run.getInputStream().readAllBytes());
        Assumptions.assumeTrue(run.waitFor() != 99, "shellcheck is not there");

        assertThat(said).isEmpty();
    }

    @Test
    void keepsWeightsForLaterBootsAndStartsFromThem() throws Exception {
        stage.start(userData("Qwen/Qwen3-0.6B").replace("WEIGHTS_BUCKET=''", "WEIGHTS_BUCKET='cache/x'"));
        awaitPhase("ready");

        await().atMost(SOON).until(() -> stage.calls("aws s3 cp").size() == 1);
        assertThat(stage.calls("aws s3 sync"))
                .containsExactly("aws s3 sync --only-show-errors --exclude blobs/* " + folder.resolve("cache")
                        + "/hub/models--Qwen--Qwen3-0.6B s3://cache/x/hub/models--Qwen--Qwen3-0.6B");
    }
}
