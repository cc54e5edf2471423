package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    @Test
    void everyCommandHasHelpWithAnExample() {
        for (CommandLine command : all(Main.commandLine())) {
            String help = command.getUsageMessage();
            assertThat(help).as(command.getCommandName()).contains("--help");
            if (command.getParent() != null && !command.getCommandName().equals("help")) {
                assertThat(help).as(command.getCommandName()).contains("Example:  ");
            }
        }
    }

    @Test
    void aWrongOptionIsAnsweredWithTheNearest() {
        assertThat(Typed.run("serve", "--prt", "1"))
                .isEqualTo(new Typed(
                        2, "", "there is no option --prt; did you mean '--port'?\nHelp: skipjack serve --help"));
    }

    @Test
    void aWrongCommandIsAnsweredWithTheNearest() {
        assertThat(Typed.run("serv").err()).startsWith("there is no command or argument serv; did you mean 'serve'?");
        assertThat(Typed.run("keys", "crate", "x").err()).contains("did you mean 'create'?");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(Typed.run("keys", "revoke"))
                .isEqualTo(new Typed(
                        2, "", "Missing required parameter: 'NAME_OR_ID'\nHelp: skipjack keys revoke --help"));
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        assertThat(Typed.run("serve", "--port", "70000").err())
                .startsWith("--port takes a port from 1 to 65535, not 70000");
        assertThat(Typed.run("demo", "--port", "8081", "--operator-port", "8081")
                        .err())
                .startsWith("--port and --operator-port must differ");
    }

    @Test
    void aFolderThatIsNoneIsNamed() {
        Typed typed = Typed.run("serve", "--deployments", "/does/not/exist");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).startsWith("--deployments /does/not/exist is not a folder");
    }

    @Test
    void noCommandShowsWhatThereIs() {
        Typed typed = Typed.run();

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("demo", "serve", "keys", "sandbox");
    }

    @Test
    void completionKnowsTheCommands() {
        String script = Typed.run("completion").out();

        assertThat(script).contains("complete -F", "sandbox", "--operator-port").doesNotContain("Rehearsal");
        for (CommandLine command : all(Main.commandLine())) {
            assertThat(script).contains(command.getCommandName());
        }
    }

    @Test
    void oneCommandAloneIsAsAmongTheOthers() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            String name = command.getCommandName();
            OneCommand.of(name, "x")
                    .ifPresent(alone -> assertThat(Sentences.on(alone)
                                    .getSubcommands()
                                    .get(name)
                                    .getUsageMessage())
                            .isEqualTo(command.getUsageMessage()));
        }
        assertThat(OneCommand.of("status")).isPresent();
        assertThat(OneCommand.of("statu")).isEmpty();
        assertThat(OneCommand.of("help")).isEmpty();
        assertThat(OneCommand.of()).isEmpty();
    }

    @Test
    void theVersionIsForProgramsToo() {
        assertThat(Typed.run("version", "--output", "json").out()).contains("\"version\" : ", "\"java\" : \"25");
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> commands = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(sub -> commands.addAll(all(sub)));
        return commands;
    }
}
