package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.TokenChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the published npm client of OpenAI makes of the router's answers. Needs {@code node} and {@code npm} on the path
 * and, the first time, npm's registry; skipped where one of them is missing.
 */
@Timeout(180)
class NpmClientIT {
    private static final String PROMPT = "Which way to the harbour?";
    private static final int TOKENS = 12;
    private static final Path SOURCES = TestRouter.project().resolve("app/src/test/node");
    private static final Path WORK = TestRouter.project().resolve("app/target/node");

    @Test
    void theNpmClientUnderstandsAnswersStreamsAndErrors() throws IOException, InterruptedException {
        install();
        String model = TestRouter.newModel();
        String brokenModel = TestRouter.newModel();
        try (FakeEngine engine = FakeEngine.start(EngineSettings.defaults().withModel(model));
                FakeEngine broken = FakeEngine.start(EngineSettings.defaults().withModel(brokenModel))) {
            deploy(model, engine);
            deploy(brokenModel, broken);
            broken.inject(Fault.resetAfterTokens(5).onPath("/v1/chat"));

            JsonNode got = chat(Map.of("MODEL", model, "BROKEN_MODEL", brokenModel));

            answersAreWhole(got, model);
            errorsAreTyped(got);
            assertThat(got.at("/broken/error").asText()).endsWith("Error");
            assertThat(expected()).startsWith(got.at("/broken/text").asText());
            assertThat(got.at("/broken/finish").isNull()).isTrue();
        }
    }

    private static void answersAreWhole(JsonNode got, String model) {
        assertThat(got.path("whole").asText()).isEqualTo(expected());
        assertThat(got.at("/streamed/text").asText()).isEqualTo(expected());
        assertThat(got.at("/streamed/finish").asText()).isEqualTo("length");
        assertThat(got.at("/streamed/usage").isNull()).isTrue();
        assertThat(got.at("/streamedWithUsage/text").asText()).isEqualTo(expected());
        assertThat(got.at("/streamedWithUsage/usage/completion_tokens").asInt()).isEqualTo(TOKENS);
        assertThat(got.path("response").asText()).isEqualTo(expected());
        assertThat(got.path("embedding").asInt()).isPositive();
        assertThat(got.path("models")).extracting(JsonNode::asText).contains(model);
        assertThat(got.path("model").asText()).isEqualTo(model);
    }

    private static void errorsAreTyped(JsonNode got) {
        assertThat(got.path("wrongKey").toString())
                .isEqualTo("{\"type\":\"AuthenticationError\",\"status\":401,\"code\":\"invalid_api_key\"}");
        assertThat(got.path("unknownModel").toString())
                .isEqualTo("{\"type\":\"NotFoundError\",\"status\":404,\"code\":\"model_not_found\"}");
        assertThat(got.at("/noMessages/type").asText()).isEqualTo("BadRequestError");
        assertThat(got.at("/noMessages/status").asInt()).isEqualTo(400);
    }

    private static void deploy(String model, FakeEngine engine) {
        TestRouter.shared().deploy(model, "spot: { urls: [\"" + engine.baseUri() + "\"] }");
        TestRouter.shared().awaitReady(model, "spot-1");
    }

    private static String expected() {
        return TokenChain.answerText(TokenChain.chat(PROMPT), TOKENS);
    }

    /** In the build folder, so that the sources stay clean; what is installed already is kept. */
    private static void install() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version"), "there is no node on the path");
        assumeTrue(runs("npm", "--version"), "there is no npm on the path");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "chat.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path marker = WORK.resolve("node_modules/.package-lock.json");
        boolean there = Files.exists(marker)
                && !Files.getLastModifiedTime(marker)
                        .toInstant()
                        .isBefore(Files.getLastModifiedTime(SOURCES.resolve("package-lock.json"))
                                .toInstant());
        assumeTrue(
                there || runs("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                "npm could not install the client: " + tail(WORK.resolve("npm.log")));
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Files.createDirectories(WORK);
            Process process = new ProcessBuilder(command)
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(WORK.resolve("npm.log").toFile())
                    .start();
            return process.waitFor(90, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.exists(log) ? Files.readString(log).strip() : "";
        return text.substring(Math.max(0, text.length() - 300));
    }

    private static JsonNode chat(Map<String, String> models) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", "chat.mjs").directory(WORK.toFile());
        builder.environment().put("BASE_URL", TestRouter.shared().endpoint().toString());
        builder.environment().put("API_KEY", TestRouter.KEY);
        builder.environment().put("PROMPT", PROMPT);
        builder.environment().put("TOKENS", String.valueOf(TOKENS));
        builder.environment().putAll(models);
        Path errors = WORK.resolve("chat.log");
        Process process = builder.redirectError(errors.toFile()).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("node said: %s", tail(errors)).isZero();
        return new ObjectMapper().readTree(said);
    }
}
