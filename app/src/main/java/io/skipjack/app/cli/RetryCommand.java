package io.skipjack.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private final DeploymentName deployment = new DeploymentName();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        String name = deployment.required();
        operators.client().retry(name);
        spec.commandLine()
                .getOut()
                .println(
                        output.json()
                                ? Output.json(Map.of("name", name, "retried", true))
                                : name + " is tried again; watch it with: skipjack status --watch");
        return 0;
    }
}
