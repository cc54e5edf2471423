package io.skipjack.app.cli;

import io.skipjack.app.StartException;
import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.provider.sandbox.SandboxException;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How every command complains: one sentence and a next step on standard error, never a stack trace. Exit code 2 means
 * the command line was wrong, 1 that the command failed.
 */
final class Sentences {
    private static final int WRONG_USE = 2;
    private static final int FAILED = 1;
    private static final String DEBUG = "SKIPJACK_DEBUG";

    private Sentences() {}

    static CommandLine on(CommandLine commandLine) {
        forAll(commandLine);
        return commandLine
                .setParameterExceptionHandler(Sentences::wrongUse)
                .setExecutionExceptionHandler(Sentences::failed);
    }

    /** Every command and subcommand gets {@code --help}, and takes option values in any case. */
    private static void forAll(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Shows this help.")
                            .build());
        }
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.getSubcommands().values().forEach(Sentences::forAll);
    }

    private static int wrongUse(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        if (String.valueOf(mistake.getMessage()).startsWith("Missing required subcommand")) {
            command.usage(command.getErr());
            return WRONG_USE;
        }
        command.getErr().println(sentence(mistake));
        command.getErr().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return WRONG_USE;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return "there is no " + (word.startsWith("-") ? "option " : "command or argument ") + word
                    + Nearest.hint(word, known(mistake.getCommandLine()));
        }
        // The first line only: picocli goes on with lists
        return String.valueOf(mistake.getMessage()).lines().findFirst().orElse("wrong arguments");
    }

    private static Set<String> known(CommandLine command) {
        Set<String> known = new TreeSet<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        return known;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        command.getErr().println(reason(failure));
        if (System.getenv(DEBUG) != null) {
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case CommandFailure known -> String.valueOf(known.getMessage());
            case ConfigException known -> String.valueOf(known.getMessage());
            case SandboxException known -> String.valueOf(known.getMessage());
            case StartException known -> String.valueOf(known.getMessage());
            default -> "this should not happen: " + failure + "; " + DEBUG + "=1 shows where";
        };
    }
}
