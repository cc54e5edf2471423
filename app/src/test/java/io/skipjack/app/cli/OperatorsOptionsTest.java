package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.app.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class OperatorsOptionsTest {
    private static final Map<String, String> KEY = Map.of("SKIPJACK_OPERATOR_KEY", "sj-op-canary");

    @TempDir
    Path folder;

    @Test
    void theEnvironmentNamesRouterAndPassword() {
        AdminClient plain = parsed().client(Map.of());
        AdminClient other = parsed("--user", "u")
                .client(Map.of(
                        "SKIPJACK_OPERATOR_URL", "https://router.example:1",
                        "SKIPJACK_OPERATORS_PASSWORD", "p"));

        assertThat(plain.operators()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(plain.credential()).isNull();
        assertThat(other.operators()).isEqualTo(URI.create("https://router.example:1"));
        assertThat(header(other)).isEqualTo("Basic dTpw");
    }

    @Test
    void aKeyCountsBeforeALogin() {
        AdminClient client =
                parsed().client(Map.of("SKIPJACK_OPERATOR_KEY", " sj-op-1\n", "SKIPJACK_OPERATORS_PASSWORD", "p"));

        assertThat(header(client)).isEqualTo("Bearer sj-op-1");
    }

    @Test
    void theFlagCountsBeforeTheEnvironment() {
        assertThat(parsed("--operator-url", "http://a:1")
                        .client(Map.of("SKIPJACK_OPERATOR_URL", "http://b:2"))
                        .operators())
                .isEqualTo(URI.create("http://a:1"));
    }

    @Test
    void aKeyThatNoHeaderTakesIsSaidWithoutIt() {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parsed().client(Map.of("SKIPJACK_OPERATOR_KEY", "can\nary")))
                .withMessage("SKIPJACK_OPERATOR_KEY holds a character that no key has; copy the key anew");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere", "//router.example/x", "ftp://router.example", "http://u:canary@router.example", "a b"
            })
    void whatIsNoUrlOfARouterIsRefused(String url) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parsed("--operator-url", url).client(Map.of()))
                .withMessageStartingWith("--operator-url takes a URL such as ")
                .withMessageNotContaining("canary");
    }

    @Test
    void theCredentialIsNotPrinted() {
        assertThat(parsed().client(KEY).toString()).doesNotContain("canary");
        assertThat(parsed().client(KEY).credential().toString()).doesNotContain("canary");
    }

    @Test
    void aProjectsFileLeadsNoKeyToAStranger() throws IOException {
        Path project =
                Files.writeString(folder.resolve("skipjack.yaml"), "status: {operator-url: \"http://stranger:1\"}");
        Path own = folder.resolve("config");

        assertThat(configured(project, own).client(Map.of()).operators()).isEqualTo(URI.create("http://stranger:1"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> configured(project, own).client(KEY))
                .withMessageContaining("is not sent SKIPJACK_OPERATOR_KEY for that; name it yourself");

        Files.writeString(own, "common: {operator-url: \"http://stranger:1\"}");
        assertThat(header(configured(project, own).client(KEY))).isEqualTo("Bearer sj-op-canary");
    }

    private static @Nullable String header(AdminClient client) {
        Credential credential = client.credential();
        return credential == null ? null : credential.header();
    }

    private static OperatorsOptions parsed(String... args) {
        Asking asking = new Asking();
        new CommandLine(asking).parseArgs(args);
        return asking.operators;
    }

    private static OperatorsOptions configured(Path project, Path own) {
        Asking asking = new Asking();
        new CommandLine(CommandLine.Model.CommandSpec.create().name("skipjack"))
                .addSubcommand(asking)
                .setDefaultValueProvider(
                        new Defaults(List.of(project, own), Map.of(), () -> CommandFlags.of(Main.commandLine())))
                .parseArgs("status");
        return asking.operators;
    }

    @Command(name = "status")
    private static final class Asking {
        @Mixin
        private final OperatorsOptions operators = new OperatorsOptions();
    }
}
