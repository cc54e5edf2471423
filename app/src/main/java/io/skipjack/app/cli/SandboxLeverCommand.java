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
        name = "lever",
        description =
                "Pulls one of the rarer levers: drop ACTION (answers are lost), hide TIME (new instances are not to be"
                        + " seen), partial COUNT (fleets get no more), capacity TYPE ZONE COUNT, quota CODE VCPUS, ignore COUNT"
                        + " (terminations), trouble WHAT (boots that never get healthy), rebalance ENGINE, help.",
        footer = {
            "",
            "Example:  skipjack sandbox lever drop CreateFleet --times 1",
            "Example:  skipjack sandbox lever trouble hf-401"
        })
final class SandboxLeverCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "The lever, then what it needs.")
    private List<String> typed = List.of();

    @Option(names = "--times", paramLabel = "N", description = "How often, where the lever counts.")
    private @Nullable String times;

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    @Override
    public Integer call() throws CommandFailure {
        List<String> words = new ArrayList<>(typed);
        if (times != null) {
            words.addAll(List.of("--times", times));
        }
        spec.commandLine().getOut().println(options.run(SandboxJson::instances, words.toArray(String[]::new)));
        return 0;
    }
}
