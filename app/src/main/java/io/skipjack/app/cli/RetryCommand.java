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
                "Lets a deployment launch again whose launches were halted, or that a serverless provider refused (see:"
                        + " skipjack status), once you have removed the cause: a missing right, a wrong image, a quota.",
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
        spec.commandLine().getOut().println(deployment + " may launch again; watch it with: skipjack status --watch");
        return 0;
    }
}
