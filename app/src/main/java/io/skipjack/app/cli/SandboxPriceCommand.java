package io.skipjack.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "price",
        description =
                "Sets a spot price of the pretend EC2; an absurd one (0, NaN, 1e9) is shown but nobody is charged it.",
        footer = {"", "Example:  skipjack sandbox price g6.xlarge 0.75 --zone us-east-1a"})
final class SandboxPriceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TYPE", description = "An instance type, such as g6.xlarge.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "DOLLARS", description = "Per hour.")
    private String dollars = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Only in this zone; default: in all.")
    private @Nullable String zone;

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    @Override
    public Integer call() throws CommandFailure {
        String[] words = zone == null
                ? new String[] {"price", type, dollars}
                : new String[] {"price", type, dollars, "--zone", zone};
        spec.commandLine().getOut().println(options.run(SandboxJson::instances, words));
        return 0;
    }
}
