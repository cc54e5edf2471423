package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OperatorsOptionsTest {
    @Test
    void theEnvironmentNamesRouterAndPassword() {
        assertThat(parsed().client(Map.of())).isEqualTo(new AdminClient(URI.create("http://127.0.0.1:8081"), null));
        assertThat(parsed("--user", "u")
                        .client(Map.of(
                                "SKIPJACK_OPERATORS", "https://router.example:1",
                                "SKIPJACK_OPERATORS_PASSWORD", "p")))
                .isEqualTo(new AdminClient(URI.create("https://router.example:1"), "u:p"));
    }

    @Test
    void theFlagCountsBeforeTheEnvironment() {
        assertThat(parsed("--operators", "http://a:1").client(Map.of("SKIPJACK_OPERATORS", "http://b:2")))
                .isEqualTo(new AdminClient(URI.create("http://a:1"), null));
    }

    @Test
    void theLoginIsNotPrinted() {
        assertThat(new AdminClient(URI.create("http://a:1"), "u:canary").toString())
                .doesNotContain("canary");
    }

    private static OperatorsOptions parsed(String... args) {
        OperatorsOptions options = new OperatorsOptions();
        CommandLine command = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("operators", CommandLine.Model.CommandSpec.forAnnotatedObject(options)));
        command.parseArgs(args);
        return options;
    }
}
