package io.skipjack.app.cli;

import io.skipjack.app.StartException;
import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.provider.sandbox.SandboxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How every command complains: one sentence and a next step on standard error, never a stack trace; {@link ExitCodes}. */
final class Sentences {
    /** Constants as picocli shows them; they are typed in lower case. */
    private static final Pattern CHOICES = Pattern.compile("one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");
    /** What picocli quotes of Java's own reasons. */
    private static final Pattern JAVAS = Pattern.compile(" \\((?:java|javax)\\.[^)]*\\)?.*");

    private static final String DEBUG = "SKIPJACK_DEBUG";

    private Sentences() {}

    static CommandLine on(CommandLine commandLine) {
        forAll(commandLine);
        return commandLine
                .setParameterExceptionHandler(Sentences::wrongUse)
                .setExecutionExceptionHandler(Sentences::failed);
    }

    /** Every command and subcommand gets {@code --help} with exit codes, and takes option values in any case. */
    private static void forAll(CommandLine command) {
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Shows this help.")
                            .build());
        }
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        if (usage.exitCodeListHeading().isEmpty()) {
            usage.exitCodeListHeading(ExitCodes.HEADING).exitCodeList(ExitCodes.list());
        }
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.getSubcommands().values().forEach(Sentences::forAll);
    }

    private static int wrongUse(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        if (mistake.getCause() instanceof ConfigException && Arrays.asList(args).contains("--help")) {
            command.usage(command.getOut());
            return 0;
        }
        if (String.valueOf(mistake.getMessage()).startsWith("Missing required subcommand")) {
            command.usage(command.getErr());
            return ExitCodes.MISUSED;
        }
        command.getErr().println(sentence(mistake));
        command.getErr().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.MISUSED;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return "there is no " + (word.startsWith("-") ? "option " : "command or argument ") + word
                    + Nearest.hint(word, known(mistake.getCommandLine()));
        }
        // The first line only: picocli goes on with lists
        String said = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("wrong arguments");
        String words = CHOICES.matcher(JAVAS.matcher(said).replaceFirst(""))
                .replaceAll(found -> "one of " + found.group(1).toLowerCase(Locale.ROOT) + ",");
        return words + place(mistake, said);
    }

    /** Where a value stands that nobody typed. */
    private static String place(ParameterException mistake, String said) {
        if (!(mistake.getArgSpec() instanceof OptionSpec option)) {
            return "";
        }
        return Defaults.of(mistake.getCommandLine().getCommandSpec())
                .find(option)
                .filter(found -> said.contains(found.value()))
                .map(found -> "; " + found.place() + " says so")
                .orElse("");
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
        return failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException
                ? ExitCodes.STOPPED
                : ExitCodes.FAILED;
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case CommandFailure known -> String.valueOf(known.getMessage());
            case ConfigException known -> String.valueOf(known.getMessage());
            case SandboxException known -> String.valueOf(known.getMessage());
            case StartException known -> String.valueOf(known.getMessage());
            case InterruptedException stopped -> "interrupted";
            default -> "this should not happen: " + failure + "; " + DEBUG + "=1 shows where";
        };
    }
}
