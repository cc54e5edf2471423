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
            RetryCommand.class,
            ShowGpusCommand.class,
            CheckCommand.class,
            KeysCommand.class,
            BenchCommand.class,
            SandboxCommand.class,
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
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Sentences.on(new CommandLine(new Main()));
    }
}
