package io.skipjack.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "refuse",
        description = "Makes the pretend EC2 refuse launches with an error code of AWS.",
        footer = {
            "",
            "Example:  skipjack sandbox refuse InsufficientInstanceCapacity --zone us-east-1a --times 3",
            "Example:  skipjack sandbox refuse RequestLimitExceeded --action DescribeInstances"
        })
final class SandboxRefuseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "CODE", description = "Such as InsufficientInstanceCapacity or VcpuLimitExceeded.")
    private String code = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Only in this zone; default: in all.")
    private @Nullable String zone;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this instance type; default: all.")
    private @Nullable String type;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "This action instead of launches, or * for every call.")
    private @Nullable String action;

    @Option(names = "--times", paramLabel = "N", description = "How many calls it strikes; default: until restored.")
    private @Nullable String times;

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    @Override
    public Integer call() throws CommandFailure {
        List<String> words = new ArrayList<>(List.of("refuse", code));
        add(words, "--zone", zone);
        add(words, "--type", type);
        add(words, "--action", action);
        add(words, "--times", times);
        spec.commandLine().getOut().println(options.run(SandboxJson::instances, words.toArray(String[]::new)));
        return 0;
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value != null) {
            words.addAll(List.of(option, value));
        }
    }
}
