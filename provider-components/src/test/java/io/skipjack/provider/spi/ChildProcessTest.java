package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.provider.ProviderUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String SECRET = "as-TopSecret-0123456789";

    @TempDir
    Path folder;

    private ChildProcess program(String lines) throws IOException {
        String path = Script.write(folder, "tool", lines).toString();
        return new ChildProcess(path, "get it", Map.of("TOKEN", SECRET, "EMPTY", ""), new Redaction(List.of(SECRET)))
                .withLastWords(SHORT);
    }

    private long pid(String file) throws IOException {
        Path path = folder.resolve(file);
        Awaitility.await().atMost(LONG).until(() -> Files.exists(path) && Files.size(path) > 0);
        return Long.parseLong(Files.readString(path).strip());
    }

    private static void isGone(long pid) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> ProcessHandle.of(pid).map(ProcessTree::isLiving).orElse(false), alive -> !alive);
    }

    @Test
    void returnsWhatItSaidAndItsExitCode() throws Exception {
        ProgramAnswer answer =
                program("echo '{\"a\": [1, 2]}'; echo trouble >&2; exit 3").run(LONG);

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.json().at("/a/1").asInt()).isEqualTo(2);
        assertThat(answer.err()).isEqualTo("trouble\n");
        assertThat(answer.message()).isEqualTo("trouble");
    }

    @Test
    void readsJsonBehindANotice() throws Exception {
        assertThat(program("echo 'A new version is out'; echo '[{\"x\": 1}]'")
                        .run(LONG)
                        .json()
                        .at("/0/x")
                        .asInt())
                .isEqualTo(1);
        assertThat(program("echo '<html>[1]</html>'").run(LONG).json().isMissingNode())
                .isTrue();
    }

    @Test
    void hasOnlyWhatIsNamedInItsEnvironment() throws Exception {
        String variables = program(
                        "[[ $TOKEN == as-TopSecret* ]] && echo has the token; compgen -e | sort | tr '\\n' ' '")
                .run(LONG)
                .out();

        // bash itself adds OLDPWD, PWD, SHLVL and _
        assertThat(variables).startsWith("has the token");
        assertThat(variables.lines().toList().getLast().split(" "))
                .isSubsetOf("HOME", "PATH", "TOKEN", "SKIPJACK_CHILD", "OLDPWD", "PWD", "SHLVL", "_")
                .doesNotContain("JAVA_HOME", "EMPTY");
    }

    @Test
    void worksInAFolderOfItsOwnThatGoesWithIt() throws Exception {
        String where = program("cat app.py; touch left; mkdir -p deep/er; pwd; read -r line || echo nothing to read")
                .run(LONG, Map.of("app.py", "print(1)\n"))
                .out();

        List<String> lines = where.lines().toList();
        assertThat(lines).startsWith("print(1)").endsWith("nothing to read");
        assertThat(Path.of(lines.get(1))).doesNotExist();
    }

    @Test
    void aMissingProgramIsSaidWithTheNextStep() throws Exception {
        ProgramAnswer answer = new ChildProcess("no-such-tool", "pip install it", Map.of(), new Redaction(List.of()))
                .run(LONG, "list");

        assertThat(answer.isMissing()).isTrue();
        assertThat(answer.message()).isEqualTo("'no-such-tool' cannot be run here: pip install it");
    }

    @Test
    void oneThatHangsIsEndedWithItsChildren() throws Exception {
        ChildProcess hangs = program("sleep 60 & echo $! > %s/child; echo $$ > %s/own; wait".formatted(folder, folder));

        assertThatThrownBy(() -> hangs.run(Duration.ofMillis(300), "app", "list", SECRET))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("running tool app list, no end after 0 s");

        isGone(pid("own"));
        isGone(pid("child"));
    }

    @Test
    void oneThatWillNotBeEndedIsMadeTo() throws Exception {
        ChildProcess stubborn = program("trap '' TERM; echo $$ > %s/own; while :; do sleep 1; done".formatted(folder));

        assertThatThrownBy(() -> stubborn.run(Duration.ofMillis(300))).isInstanceOf(ProviderUnavailableException.class);

        isGone(pid("own"));
    }

    @Test
    void itIsAskedToEndFirst() throws Exception {
        ChildProcess polite =
                program("trap 'echo bye > %s/bye; exit' TERM; while :; do sleep 0.02; done".formatted(folder));

        assertThatThrownBy(() -> polite.run(Duration.ofMillis(300))).isInstanceOf(ProviderUnavailableException.class);

        assertThat(folder.resolve("bye")).hasContent("bye");
    }

    @Test
    void oneLeftBehindThatHoldsThePipeOpenIsEnded() throws Exception {
        ProgramAnswer answer = program("sleep 60 & echo $! > %s/child; echo done".formatted(folder))
                .run(LONG);

        assertThat(answer.out()).isEqualTo("done\n");
        isGone(pid("child"));
    }

    @Test
    void oneLeftBehindThatHoldsNoPipeIsEnded() throws Exception {
        ProgramAnswer answer = program("sleep 60 > /dev/null 2>&1 & echo $! > %s/child; echo done".formatted(folder))
                .run(LONG);

        assertThat(answer.out()).isEqualTo("done\n");
        isGone(pid("child"));
    }

    @Test
    void anInterruptionEndsItAndStaysKnown() throws Exception {
        ChildProcess hangs = program("echo $$ > %s/own; sleep 60".formatted(folder));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch stillInterrupted = new CountDownLatch(1);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                hangs.run(LONG);
            } catch (ProviderUnavailableException expected) {
                thrown.set(expected);
            }
            if (Thread.currentThread().isInterrupted()) {
                stillInterrupted.countDown();
            }
        });
        long pid = pid("own");

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
        assertThat(thrown.get()).hasMessage("running tool, interrupted");
        assertThat(stillInterrupted.getCount()).isZero();
        isGone(pid);
    }

    @Test
    void aFloodIsReadToItsEndAndMostOfItDropped() throws Exception {
        ProgramAnswer answer = program(
                        "yes 'a line of the hundred megabytes, of which one is kept ...........................' | head -c 100000000")
                .run(LONG);

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out().length()).isBetween(1_000_000, 1 << 20);
        assertThat(answer.out()).endsWith("\n");
    }

    @Test
    void secretsAreNeverSeen() throws Exception {
        ProgramAnswer answer = program(
                        "echo \"token $TOKEN\"; echo '{\"k\": 1}'; echo 'other wk-AnotherOne123456' >&2; exit 1")
                .run(LONG);

        assertThat(answer.out() + answer.err() + answer.message() + answer)
                .doesNotContain(SECRET)
                .doesNotContain("wk-Another")
                .contains("token ***");
    }

    @Test
    void boxesColoursAndPagesAreTakenOff() throws Exception {
        assertThat(program("printf '\\033[31m╭─ Error ─╮\\n│ no such app │\\n╰────╯\\033[0m\\n'")
                        .run(LONG)
                        .message())
                .isEqualTo("Error no such app");
        assertThat(program("echo '<!DOCTYPE html><html>Sign in</html>'")
                        .run(LONG)
                        .message())
                .isEqualTo("an HTML page");
    }
}
