package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cold-start",
        description = {
            "Deploys a model at each provider, asks it once, destroys it, and says how long each phase took.",
            "A running router does the work. Costs what some minutes of each GPU cost."
        },
        footer = {
            "",
            "Example:  skipjack bench cold-start --providers runpod,modal --gpu L4 --runs 3",
            "Example:  skipjack bench cold-start --providers aws --output json",
            "",
            "Ctrl-C destroys what is there before it ends."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:Each provider answered, and nothing is left.",
            "1:One did not, or something is.",
            ExitCodes.WRONG_USE,
            ExitCodes.INTERRUPTED
        })
final class BenchColdStartCommand implements Callable<Integer> {
    private static final Duration TO_DESTROY = Duration.ofMinutes(10);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ColdStartOptions options = new ColdStartOptions();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        String mistake = options.mistake();
        String key = options.key.value();
        if (mistake != null || key == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    mistake != null
                            ? mistake
                            : "the deployments are asked with an API key; set " + ApiKeyOption.VARIABLE
                                    + ", see: skipjack keys create bench");
        }
        AdminClient client = operators.client();
        List<String> providers = options.providers.isEmpty() ? candidates(client) : options.providers;
        Lines lines = Terminal.here().lines(spec.commandLine(), output.json());
        lines.tell("cold starts of %s on %s at %s%s"
                .formatted(
                        options.model,
                        options.gpu,
                        String.join(", ", providers),
                        options.keep ? "" : "; each is destroyed, also on Ctrl-C"));
        ColdStarts starts = new ColdStarts(client, options, lines);
        try (CtrlC stop = CtrlC.then(starts::stop, TO_DESTROY)) {
            starts.run(providers, key);
            print(starts);
        }
        return starts.fine() ? 0 : 1;
    }

    /** Those that the router could ask. */
    private List<String> candidates(AdminClient client) throws CommandFailure {
        List<String> names = new ArrayList<>();
        JsonNode explained = client.explain(options.draft(null, "cold-start").yaml());
        for (JsonNode row : explained.path("providers")) {
            if (row.hasNonNull("gpu")) {
                names.add(Cells.text(row, "provider"));
            }
        }
        if (names.isEmpty()) {
            throw new CommandFailure(
                    "no serverless provider can be asked for %s; see why with: skipjack check".formatted(options.gpu));
        }
        return names;
    }

    private void print(ColdStarts starts) {
        if (output.json()) {
            spec.commandLine().getOut().println(Output.json(starts.map()));
        } else {
            new ColdStartTable(starts.outcomes())
                    .lines()
                    .forEach(spec.commandLine().getOut()::println);
        }
        spec.commandLine().getOut().flush();
    }
}
