package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What every command in the list does when something is wrong, also those that are yet to be written. */
class EveryCommandIT {
    private static final CommandLine ALL = Main.commandLine();

    /** They print a script, a story or help: nothing for programs. */
    private static final Set<String> FOR_PEOPLE = Set.of("demo", "completion", "help");

    private static final Map<String, String> WORDS = Map.of(
            "PROVIDER", "runpod",
            "TROUBLE", "no-capacity",
            "ENGINE", "spot-1",
            "FACTOR", "2",
            "KIND", "reset-after-tokens",
            "TYPE", "g6.xlarge",
            "DOLLARS", "0.5",
            "CODE", "InsufficientInstanceCapacity",
            "WORD", "rebalance");

    @SuppressWarnings("NullAway.Init")
    private static HttpServer website;

    @SuppressWarnings("NullAway.Init")
    private static ServerSocket rude;

    @BeforeAll
    static void listen() throws IOException {
        website = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        website.createContext("/", exchange -> {
            byte[] page = "<html><body>hello</body></html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        website.start();
        rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(EveryCommandIT::hangUp);
    }

    private static void hangUp() {
        while (!rude.isClosed()) {
            try (Socket caller = rude.accept()) {
                caller.getOutputStream().write("SSH-2.0-nobody\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                // the end of the test, or a caller that went first
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        website.stop(0);
        rude.close();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aWrongFlagIsOneSentenceAndWhereHelpIs(String command) {
        Typed typed = run(command, "--no-such-flag");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .startsWith("there is no option --no-such-flag")
                .endsWith("\nHelp: skipjack " + command + " --help");
        assertThat(typed.err().lines()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void programsCanReadWhatIsPrinted(String command) {
        assertThat(find(command).getCommandSpec().findOption("--output") != null)
                .as("--output of " + command)
                .isNotEqualTo(FOR_PEOPLE.contains(command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void exitCodesAreInTheHelp(String command) {
        assertThat(find(command).getUsageMessage()).contains("Exit codes:", "  0  ", "  1  ", "  2  ", "  130  ");
    }

    @ParameterizedTest
    @MethodSource("asking")
    void aRouterThatIsDownIsSaidWithTheNextStep(String command) throws IOException {
        for (String url : List.of("http://127.0.0.1:" + TestRouter.freePort(), "http://no-such-host.invalid:8081")) {
            Typed typed = run(command, "--operator-url", url);

            assertOneSentence(typed);
            assertThat(typed.err())
                    .startsWith("no router answers at " + url)
                    .contains("start one with: skipjack serve");
        }
    }

    @ParameterizedTest
    @MethodSource("asking")
    void whatIsNoRouterIsSaidWithTheNextStep(String command) {
        for (int port : new int[] {website.getAddress().getPort(), rude.getLocalPort()}) {
            Typed typed = run(command, "--operator-url", "http://127.0.0.1:" + port);

            assertOneSentence(typed);
            assertThat(typed.err()).contains("http://127.0.0.1:" + port, "--operator-url");
        }
    }

    @ParameterizedTest
    @MethodSource("asking")
    void aRouterThatWantsToKnowWhoAsksIsSaid(String command) throws IOException {
        HttpServer strict = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strict.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        strict.start();
        try {
            Typed typed = run(
                    command,
                    "--operator-url",
                    "http://127.0.0.1:" + strict.getAddress().getPort());

            assertOneSentence(typed);
            assertThat(typed.err()).contains("set SKIPJACK_OPERATOR_KEY", "SKIPJACK_OPERATORS_PASSWORD");
        } finally {
            strict.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource("levers")
    void aSandboxThatIsNoneIsSaid(String command) throws IOException {
        for (int port : new int[] {TestRouter.freePort(), website.getAddress().getPort(), rude.getLocalPort()}) {
            assertOneSentence(run(command, "--sandbox", "http://127.0.0.1:" + port));
        }
        assertOneSentence(run(command, "--sandbox", "localhost:8090"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aFolderThatCannotBeIsSaid(String command) {
        assertOneSentence(run(command, "--data-dir", "/dev/null/keys"));
    }

    private static void assertOneSentence(Typed typed) {
        assertThat(typed.code()).as(typed.err()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .doesNotContain("Exception", "java.", "this should not happen")
                .isNotBlank();
        assertThat(typed.err().lines()).hasSize(1);
    }

    static Stream<String> commands() {
        return leaves(ALL);
    }

    /** Help is picocli's, and helps whatever is typed. */
    static Stream<String> ours() {
        return commands().filter(name -> !name.equals("help"));
    }

    /** Benchmarks ask the operators' port last, if at all, and have tests of their own for it. */
    static Stream<String> asking() {
        return commands()
                .filter(name -> !name.startsWith("bench "))
                .filter(name -> find(name).getCommandSpec().findOption("--operator-url") != null);
    }

    static Stream<String> levers() {
        Set<String> alone = Set.of("sandbox serve", "sandbox faults");
        return commands().filter(name -> name.startsWith("sandbox ") && !alone.contains(name));
    }

    static Stream<String> keys() {
        return commands().filter(name -> name.startsWith("keys "));
    }

    private static Stream<String> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command.getCommandSpec().qualifiedName(" ").replaceFirst("^skipjack ", ""))
                : command.getSubcommands().values().stream().flatMap(EveryCommandIT::leaves);
    }

    private static CommandLine find(String name) {
        CommandLine command = ALL;
        for (String word : name.split(" ")) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    /** With something for all that must be there. */
    private static Typed run(String name, String... more) {
        List<String> line = new ArrayList<>(List.of(name.split(" ")));
        for (ArgSpec arg : find(name).getCommandSpec().args()) {
            boolean named = arg.isOption() || !arg.paramLabel().equals("NAME");
            if (arg.required() || !named) {
                if (arg.isOption()) {
                    line.add(((CommandLine.Model.OptionSpec) arg).longestName());
                }
                line.add(WORDS.getOrDefault(arg.paramLabel(), "x"));
            }
        }
        return Typed.run(line, more);
    }
}
