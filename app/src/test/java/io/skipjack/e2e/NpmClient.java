package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The published npm client of OpenAI. Needs {@code node} and {@code npm} on the path and, the first time, npm's registry;
 * a test that installs it is skipped where one of them is missing.
 */
final class NpmClient {
    private static final Path SOURCES = TestRouter.project().resolve("app/src/test/node");
    private static final Path WORK = TestRouter.project().resolve("app/target/node");

    private NpmClient() {}

    /**
     * In the build folder, so that the sources stay clean; what is installed already is kept. Of several test runs at once one
     * installs, since npm takes away first what is there, and the others wait.
     */
    static void install() {
        InTurn.take(WORK, () -> {
            installAlone();
            return WORK;
        });
    }

    private static void installAlone() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version"), "there is no node on the path");
        assumeTrue(runs("npm", "--version"), "there is no npm on the path");
        for (String file : List.of("package.json", "package-lock.json", "chat.mjs", "streams.mjs")) {
            Path copy = WORK.resolve(file);
            if (!Files.exists(copy) || Files.mismatch(SOURCES.resolve(file), copy) >= 0) {
                Files.copy(SOURCES.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
            }
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

    /** Runs a script against the router, with these variables besides; what it prints. */
    static JsonNode run(TestRouter router, String script, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("node", script).directory(WORK.toFile());
        builder.environment().put("BASE_URL", router.endpoint().toString());
        builder.environment().put("API_KEY", TestRouter.KEY);
        builder.environment().putAll(variables);
        Path errors = WORK.resolve(script + ".log");
        Process process = builder.redirectError(errors.toFile()).start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("node said: %s", tail(errors)).isZero();
        return new ObjectMapper().readTree(said);
    }
}
