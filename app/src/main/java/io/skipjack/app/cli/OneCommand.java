package io.skipjack.app.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line with the one command that is typed. Reading the annotations of all of them takes most of the time in
 * which a command starts.
 */
final class OneCommand {
    /** They look at the others. */
    private static final Set<Class<?>> OVER_ALL =
            Set.of(CompletionCommand.class, ConfigCommand.class, CommandLine.HelpCommand.class);

    private OneCommand() {}

    /** Empty where all commands are needed: to help, and to say what a misspelt one was meant to be. */
    static Optional<CommandLine> of(String... args) {
        if (args.length == 0) {
            return Optional.empty();
        }
        Command main = Main.class.getAnnotation(Command.class);
        return Arrays.stream(main.subcommands())
                .filter(command -> !OVER_ALL.contains(command)
                        && command.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst()
                .map(command -> {
                    CommandSpec root =
                            CommandSpec.wrapWithoutInspection(new Object()).name(main.name());
                    return new CommandLine(root).addSubcommand(command);
                });
    }
}
