package io.skipjack.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "instances",
        description =
                "Prints the books of the pretend EC2: every instance there ever was, whose it is, the seconds it was"
                        + " paid for, the seconds without a live owner after it had one and before it ever had one, and dollars: by the second, as AWS"
                        + " invoices it, and for the volume and address beside it.",
        footer = {"", "Example:  skipjack sandbox instances --output json"})
final class SandboxInstancesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    @Override
    public Integer call() throws CommandFailure {
        spec.commandLine().getOut().println(options.run(SandboxJson::instances, "instances"));
        return 0;
    }
}
