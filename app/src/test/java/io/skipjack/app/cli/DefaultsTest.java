package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DefaultsTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path project;

    @SuppressWarnings("NullAway.Init")
    private Path own;

    @BeforeEach
    void name() {
        project = folder.resolve("skipjack.yaml");
        own = folder.resolve("config");
    }

    @Test
    void theNearestSayingCounts() throws IOException {
        Files.writeString(own, "common: {output: json, gpu: L4}\ndeploy: {max-replicas: 2, timeout: 7}\n");
        Files.writeString(project, "common: {max-replicas: 3}\ndeploy: {gpu: H100}\n");

        CommandLine deploy = parsed(Map.of(), "deploy", "--model", "m", "--timeout", "9");

        assertThat(value(deploy, "--gpu")).as("project before own").isEqualTo("H100");
        assertThat(value(deploy, "--max-replicas"))
                .as("project's common before own section")
                .isEqualTo(3);
        assertThat(value(deploy, "--timeout")).as("typed").isEqualTo(9);
        assertThat(value(deploy, "--output")).isEqualTo(Output.JSON);
    }

    @Test
    void theEnvironmentCountsBeforeTheFiles() throws IOException {
        Files.writeString(project, "common: {operator-url: \"http://a:1\"}\n");

        assertThat(value(parsed(Map.of(), "status"), "--operator-url")).isEqualTo("http://a:1");
        assertThat(value(parsed(Map.of("SKIPJACK_OPERATOR_URL", "http://b:2"), "status"), "--operator-url"))
                .as("left to the command, which reads the variable")
                .isNull();
    }

    @Test
    void listsAndSwitchesAndPathsAreTakenUp() throws IOException {
        Files.writeString(
                project,
                "deploy:\n  region: [us-east-1, eu-west-1]\n  public: true\n  scaling-policy: p/scaling.yaml\n");

        CommandLine deploy = parsed(Map.of(), "deploy", "--model", "m", "--gpu", "L4");

        assertThat(value(deploy, "--region")).isEqualTo(List.of("us-east-1", "eu-west-1"));
        assertThat(value(deploy, "--public")).isEqualTo(true);
        assertThat(value(deploy, "--scaling-policy")).isEqualTo(folder.resolve("p/scaling.yaml"));
    }

    @Test
    void groupsOfCommandsHaveSectionsWithin() throws IOException {
        Files.writeString(own, "keys:\n  data-dir: /all\n  list: {output: csv, data-dir: /one}\n");

        CommandLine list = parsed(Map.of(), "keys", "list");
        CommandLine create = parsed(Map.of(), "keys", "create", "x");

        assertThat(value(list, "--output")).isEqualTo(TableFormat.CSV);
        assertThat(value(list, "--data-dir")).isEqualTo(Path.of("/one"));
        assertThat(value(create, "--data-dir")).isEqualTo(Path.of("/all"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiterString = " ~ ", textBlock = """
            deploy: {max-replica: 2}        ~ skipjack.yaml:1: unknown key 'max-replica'; did you mean 'max-replicas'?
            deplo: {gpu: L4}                ~ skipjack.yaml:1: there is no command 'deplo'; did you mean 'deploy'?
            operator-url: "http://a:1"      ~ 'operator-url' is a flag; put it under common: or under a command's name
            common: {operator-key: sj-op-1} ~ 'operator-key' is a secret, which no such file holds; take it away and set
            password: x                     ~ 'password' is a secret
            destroy: {all: true}            ~ 'all' is for the command line alone
            deploy: {gpu: [L4, H100]}       ~ 'gpu' must be one word
            deploy: {gpu: }                 ~ 'gpu' must be one word
            deploy: L4                      ~ 'deploy' must have flags below it
            deploy: {timeout: soon}         ~ 'soon' is not an int; FOLDER/skipjack.yaml:1 says so
            """)
    void aMistakeIsSaidWithItsPlace(String text, String complaint) throws IOException {
        Files.writeString(project, text);

        Typed typed = run("deploy", "--model", "m", "--gpu", "L4");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains(complaint.replace("FOLDER", folder.toString()))
                .doesNotContain("sj-op-1")
                .endsWith("\nHelp: skipjack deploy --help");
        assertThat(typed.err().lines()).hasSize(2);
    }

    @Test
    void helpIsThereAllTheSame() throws IOException {
        Files.writeString(project, "nonsense");
        Files.writeString(own, "x: [");

        assertThat(run("deploy", "--help").out()).contains("--max-replicas");
        assertThat(run("deploy", "--help").code()).isZero();
    }

    @Test
    void configShowsWhoSaysWhat() throws IOException {
        Files.writeString(project, "deploy: {gpu: H100}\n");

        assertThat(run("config").out())
                .contains(project.toString(), own + ": not there")
                .containsPattern("deploy +--gpu +H100 +" + project + ":1");
        assertThat(run("config", "deploy").out()).containsPattern("--timeout +30 +built in");
        assertThat(run("config", "--output", "csv").out())
                .isEqualTo("command,flag,value,source\ndeploy,--gpu,H100," + project + ":1");
        assertThat(run("config", "--output", "json").out()).contains("\"flag\" : \"--gpu\"");
        assertThat(run("config", "deplo").code()).isEqualTo(2);
    }

    @Test
    void aProjectEndsAtItsRepositoryAndAtHome() throws IOException {
        Path repository = Files.createDirectories(folder.resolve("home/repo"));
        Path deep = Files.createDirectories(repository.resolve("a/b"));
        Path home = folder.resolve("home");
        Path above = Files.writeString(home.resolve("skipjack.yaml"), "");

        assertThat(Defaults.projectFile(deep, home)).as("up to home").contains(above);
        Files.createDirectory(repository.resolve(".git"));
        assertThat(Defaults.projectFile(deep, home)).isEmpty();
        Path inside = Files.writeString(repository.resolve("skipjack.yaml"), "");
        assertThat(Defaults.projectFile(deep, home)).contains(inside);
        assertThat(Defaults.projectFile(folder, home)).as("above home").isEmpty();
    }

    private CommandLine command(Map<String, String> environment) {
        return Main.commandLine()
                .setDefaultValueProvider(
                        new Defaults(List.of(project, own), environment, () -> CommandFlags.of(Main.commandLine())));
    }

    private CommandLine parsed(Map<String, String> environment, String... args) {
        return command(environment).parseArgs(args).asCommandLineList().getLast();
    }

    private static @Nullable Object value(CommandLine command, String flag) {
        return command.getCommandSpec().findOption(flag).getValue();
    }

    private Typed run(String... args) {
        return Typed.run(command(Map.of()), args);
    }
}
