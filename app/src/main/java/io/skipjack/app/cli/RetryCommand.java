package io.skipjack.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "retry",
        description =
                "Tries again at once what failed of a deployment (see: skipjack status), once you have removed the cause:"
                        + " halted launches, a serverless provider's refusal, a delete that did not go through.",
        footer = {"", "Example:  skipjack retry rack"})
final class RetryCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The deployment.")
    private String deployment = "";

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Override
    public Integer call() throws CommandFailure {
        operators.client().retry(deployment);
        spec.commandLine().getOut().println(deployment + " is tried again; watch it with: skipjack status --watch");
        return 0;
    }
}
