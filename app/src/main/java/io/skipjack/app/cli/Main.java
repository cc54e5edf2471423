package io.skipjack.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code skipjack} command: the list of its subcommands, and nothing else. */
@Command(
        name = "skipjack",
        description = "An OpenAI-compatible inference router: spot GPUs first, serverless behind them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            DeployCommand.class,
            DestroyCommand.class,
            StatusCommand.class,
            ListCommand.class,
            EventsCommand.class,
            LogsCommand.class,
            CostCommand.class,
            RetryCommand.class,
            ShowGpusCommand.class,
            CheckCommand.class,
            KeysCommand.class,
            BenchCommand.class,
            AuditCommand.class,
            SandboxCommand.class,
            ConfigCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Try it in a minute, without an account:  skipjack demo",
            "Help on a command:                       skipjack help COMMAND"
        })
final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(typed(args).execute(args));
    }

    /** For what is typed, with the defaults of whoever types it. */
    static CommandLine typed(String... args) {
        return Sentences.on(OneCommand.of(args).orElseGet(() -> new CommandLine(new Main())))
                .setDefaultValueProvider(Defaults.here(() -> CommandFlags.of(commandLine())));
    }

    /** With all commands, and no defaults but those built in. */
    static CommandLine commandLine() {
        return Sentences.on(new CommandLine(new Main()));
    }
}
