package io.skipjack.app.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        description = "Prints the version of Skipjack and of the Java it runs on.",
        footer = {"", "Example:  skipjack version", "Example:  skipjack version --output json"})
final class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
        spec.commandLine()
                .getOut()
                .println(
                        output.json()
                                ? Output.json(Map.of(
                                        "version",
                                        version,
                                        "java",
                                        Runtime.version().toString()))
                                : "skipjack " + version + ", Java " + Runtime.version());
        return 0;
    }
}
