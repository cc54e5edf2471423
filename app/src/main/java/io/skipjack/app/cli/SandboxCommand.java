package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        description = "Runs a pretend cloud, and breaks a running one: its engines, its instances, its prices.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SandboxServeCommand.class,
            SandboxInstancesCommand.class,
            SandboxRefuseCommand.class,
            SandboxPriceCommand.class,
            SandboxLeverCommand.class
        },
        footer = {"", "Example:  skipjack sandbox kill spot-1"})
final class SandboxCommand {
    private static final String ENGINE =
            "An engine such as spot-1, an instance such as i-0123456789abcdef0, or the replica"
                    + " on it such as rack-12; see: skipjack sandbox engines.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(
            name = "engines",
            description = "Shows how the engines are.",
            footer = {"", "Example:  skipjack sandbox engines --output json"})
    int engines(@Mixin SandboxOptions options) throws CommandFailure {
        return run(options, "engines");
    }

    @Command(
            name = "providers",
            description = "Shows what the pretend serverless providers hold: all that was made there and not removed.",
            footer = {"", "Example:  skipjack sandbox providers --output json"})
    int providers(@Mixin SandboxOptions options) throws CommandFailure {
        spec.commandLine().getOut().println(options.run(SandboxJson::providers, "providers"));
        return 0;
    }

    @Command(
            name = "strike",
            description = "Makes the next calls to a pretend provider's API fail: unauthorized, throttled, broken,"
                    + " html-page, redirect, no-json, reset, no-capacity, quota.",
            footer = {"", "Example:  skipjack sandbox strike runpod no-capacity --times 2"})
    int strike(
            @Parameters(paramLabel = "PROVIDER", description = "Such as runpod.") String provider,
            @Parameters(paramLabel = "TROUBLE", description = "How it fails.") String trouble,
            @Option(
                            names = "--times",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "How many calls; default: 1.")
                    String times,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        spec.commandLine()
                .getOut()
                .println(options.run(SandboxJson::providers, "strike", provider, trouble, "--times", times));
        return 0;
    }

    @Command(
            name = "heal",
            description = "Has a pretend provider's API work well again.",
            footer = {"", "Example:  skipjack sandbox heal runpod"})
    int heal(
            @Parameters(paramLabel = "PROVIDER", description = "Such as runpod.") String provider,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        spec.commandLine().getOut().println(options.run(SandboxJson::providers, "heal", provider));
        return 0;
    }

    @Command(
            name = "kill",
            description = "Kills an engine at once; its streams are reset.",
            footer = {"", "Example:  skipjack sandbox kill spot-1"})
    int kill(@Parameters(paramLabel = "ENGINE", description = ENGINE) String id, @Mixin SandboxOptions options)
            throws CommandFailure {
        return run(options, "kill", id);
    }

    @Command(
            name = "interrupt",
            description = "Takes an engine back as a cloud does: with notice, then for good.",
            footer = {
                "",
                "Example:  skipjack sandbox interrupt spot-1 --notice 30s",
                "Example:  skipjack sandbox interrupt rack-12 --notice none"
            })
    int interrupt(
            @Parameters(paramLabel = "ENGINE", description = ENGINE) String id,
            @Option(
                            names = "--notice",
                            paramLabel = "TIME",
                            defaultValue = "120s",
                            description = "How long it may still finish what it has, or none; default:"
                                    + " ${DEFAULT-VALUE}.")
                    String notice,
            @Option(
                            names = "--said",
                            paramLabel = "WHEN",
                            defaultValue = "at-once",
                            description = "When an instance learns of it: at-once, twice, never, or how long before the"
                                    + " end, such as 10s; default: ${DEFAULT-VALUE}.")
                    String said,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        return run(options, "interrupt", id, "--notice", notice, "--said", said);
    }

    @Command(
            name = "slow",
            description = "Makes an engine slower; 1 is full speed.",
            footer = {"", "Example:  skipjack sandbox slow spot-1 10"})
    int slow(
            @Parameters(paramLabel = "ENGINE", description = ENGINE) String id,
            @Parameters(paramLabel = "FACTOR", description = "How many times as long everything takes.") String factor,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        return run(options, "slow", id, factor);
    }

    @Command(
            name = "restore",
            description = "Boots an engine again, and ends its slowness and faults; without ENGINE makes the pretend"
                    + " cloud behave well again, at list prices.",
            footer = {"", "Example:  skipjack sandbox restore spot-1"})
    int restore(
            @Parameters(paramLabel = "ENGINE", arity = "0..1", description = ENGINE) @Nullable String id,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        return id == null ? run(options, "restore") : run(options, "restore", id);
    }

    @Command(
            name = "fault",
            description = "Scripts a failure of an engine.",
            footer = {"", "Example:  skipjack sandbox fault spot-1 reset-after-tokens 5 --times 1"})
    int fault(
            @Parameters(paramLabel = "ENGINE", description = ENGINE) String id,
            @Parameters(
                            paramLabel = "KIND",
                            arity = "1..*",
                            description = "A kind of fault, see: skipjack sandbox faults; then its number and text.")
                    List<String> kind,
            @Mixin FaultScopeOptions scope,
            @Mixin SandboxOptions options)
            throws CommandFailure {
        List<String> words = new ArrayList<>(List.of("fault", id));
        words.addAll(kind);
        words.addAll(scope.words());
        return run(options, words.toArray(String[]::new));
    }

    @Command(
            name = "clear",
            description = "Ends the faults of an engine.",
            footer = {"", "Example:  skipjack sandbox clear spot-1"})
    int clear(@Parameters(paramLabel = "ENGINE", description = ENGINE) String id, @Mixin SandboxOptions options)
            throws CommandFailure {
        return run(options, "clear", id);
    }

    @Command(
            name = "faults",
            description = "Lists the kinds of faults.",
            footer = {"", "Example:  skipjack sandbox faults"})
    int faults(@Mixin SandboxOptions options) throws CommandFailure {
        return run(options, "faults");
    }

    private int run(SandboxOptions options, String... words) throws CommandFailure {
        spec.commandLine().getOut().println(options.run(SandboxJson::engines, words));
        return 0;
    }

    /** Which requests a fault strikes. */
    static final class FaultScopeOptions {
        @Option(names = "--times", paramLabel = "N", description = "How often it strikes; default: until cleared.")
        private @Nullable String times;

        @Option(
                names = "--contains",
                paramLabel = "TEXT",
                description = "Only requests whose body contains this; default: any.")
        private @Nullable String contains;

        @Option(names = "--path", paramLabel = "PREFIX", description = "Only requests of such a path; default: any.")
        private @Nullable String path;

        List<String> words() {
            List<String> words = new ArrayList<>();
            add(words, "--times", times);
            add(words, "--contains", contains);
            add(words, "--path", path);
            return words;
        }

        private static void add(List<String> words, String option, @Nullable String value) {
            if (value != null) {
                words.addAll(List.of(option, value));
            }
        }
    }
}
