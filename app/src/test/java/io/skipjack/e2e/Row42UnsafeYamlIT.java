package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** YAML that would make things or eat memory, in a folder that a running router watches: named, and nothing else happens. */
class Row42UnsafeYamlIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String BOMB = """
            a: &a [x, x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
            g: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
            """;

    @SuppressWarnings("NullAway.Init")
    private static SpotModel model;

    @BeforeAll
    static void start() {
        model = SpotModel.start();
    }

    @AfterAll
    static void stop() {
        model.close();
    }

    static Stream<Arguments> corpus() {
        return Stream.of(
                Arguments.of(
                        "a class",
                        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:9/\"]]]]"),
                Arguments.of(
                        "a class inside",
                        "- route:\n    id: !!java.io.FileOutputStream [\"/tmp/skipjack-row-42\"]\n    from: { uri: \"live:unsafe\", steps: [] }"),
                Arguments.of("an own tag", "name: !exec \"touch /tmp/skipjack-row-42\""),
                Arguments.of("a bomb", BOMB),
                Arguments.of("a bomb in a route", "- route:\n" + BOMB.indent(4)),
                Arguments.of("a cycle", "&a [*a]"),
                Arguments.of("ten thousand levels", "[".repeat(10_000)),
                Arguments.of("an unknown key", "unknown_key: 1"),
                Arguments.of("a NUL", "name: \"a\0b\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void isRejectedAsADeployment(String what, String yaml) throws IOException {
        rejected(model.router().home().resolve("deployments/unsafe.yaml"), yaml, "/deploymentFiles");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void isRejectedAsARoute(String what, String yaml) throws IOException {
        rejected(model.router().home().resolve("routes/unsafe.camel.yaml"), yaml, "/routes");
    }

    private static void rejected(Path file, String yaml, String health) throws IOException {
        try {
            Path draft = file.resolveSibling("unsafe.draft");
            Files.writeString(draft, yaml);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            await().atMost(SOON)
                    .until(() -> model.router()
                            .health(health)
                            .contains(file.getFileName().toString()));

            assertThat(model.router().health(health)).doesNotContain("Exception");
            assertThat(model.ask(model.chat("")).text()).isEqualTo(SpotModel.answer(16));
            assertThat(Path.of("/tmp/skipjack-row-42")).doesNotExist();
        } finally {
            Files.delete(file);
        }
        await().atMost(SOON).until(() -> model.router().health(health).contains("\"UP\""));
    }
}
