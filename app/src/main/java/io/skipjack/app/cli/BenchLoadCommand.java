package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.cli.bench.LoadCost;
import io.skipjack.app.cli.bench.LoadReport;
import io.skipjack.app.cli.bench.LoadRun;
import io.skipjack.app.cli.bench.LoadTally;
import io.skipjack.app.cli.bench.LoadTarget;
import io.skipjack.app.cli.bench.LoadText;
import io.skipjack.app.cli.bench.RequestBody;
import io.skipjack.app.cli.bench.Sender;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = {
            "Puts load on a router, or any OpenAI-compatible endpoint, and says how it was borne.",
            "Time to the first token and between tokens, throughput, failures by kind, share and cost of each tier. Times"
                    + " count from when a request was due, so a server that is overloaded cannot look fast."
        },
        footer = {
            "",
            "Example:  skipjack bench load --rate 20/s --duration 1m",
            "Example:  skipjack bench load --concurrency 32 --requests 1000 --output json",
            "Example:  skipjack bench load --trace AzureLLMInferenceTrace_conv.csv --speed 2 --duration 10m",
            "",
            "Ctrl-C ends it and prints what there is so far."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:Something was answered well.",
            "1:Nothing was, or it could not begin.",
            ExitCodes.WRONG_USE,
            ExitCodes.INTERRUPTED
        })
final class BenchLoadCommand implements Callable<Integer> {
    private static final Duration TO_REPORT = Duration.ofSeconds(20);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final TableOutputOption output = new TableOutputOption();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        refuse(options.mistake());
        LoadSetup setup = LoadSetup.of(options);
        refuse(setup.mistake());
        AdminClient client = operators.client();
        String key = options.key.value();
        String model = new ModelChoice(options.url, key).choose(options.model);
        LoadTarget target = new LoadTarget(
                options.url, key, new RequestBody(model, options.stream, options.ignoreEos), options.timeout);
        LoadReport.Head head = new LoadReport.Head(options.url.toString(), model, setup.words(), options.stream);
        return run(setup, target, head, client) ? 0 : 1;
    }

    private void refuse(@Nullable String mistake) {
        if (mistake != null) {
            throw new ParameterException(spec.commandLine(), mistake);
        }
    }

    private boolean run(LoadSetup setup, LoadTarget target, LoadReport.Head head, AdminClient client)
            throws InterruptedException {
        LoadTally tally = new LoadTally();
        try (Sender sender = new Sender(target)) {
            LoadRun run = new LoadRun(setup.plan(), sender, target.timeout(), tally);
            try (CtrlC stop = CtrlC.then(run::stop, TO_REPORT)) {
                try (LoadProgress progress = LoadProgress.of(spec.commandLine().getErr(), run, tally)) {
                    run.run();
                }
                LoadReport report = tally.report(head, run.countsFrom(), run.open());
                print(report, cost(report, client));
                return report.anyGood();
            }
        }
    }

    /** What tokens of each tier cost of late, where a router says so. */
    private static LoadCost cost(LoadReport report, AdminClient client) {
        if (report.tiers().stream().allMatch(share -> share.tier().isEmpty())) {
            return LoadCost.of(report, Map.of());
        }
        Map<String, Double> rates = new TreeMap<>();
        try {
            for (JsonNode tier : client.cost("24h", null, null).path("tiers")) {
                if (tier.hasNonNull("dollars_per_million_tokens")) {
                    rates.put(
                            Cells.text(tier, "tier"),
                            tier.path("dollars_per_million_tokens").asDouble());
                }
            }
            return LoadCost.of(report, rates);
        } catch (CommandFailure unsaid) {
            return LoadCost.unknown("no router says at " + client.operators() + " what its tokens cost");
        }
    }

    private void print(LoadReport report, LoadCost cost) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output.format()) {
            case JSON -> out.println(Output.json(report.map(cost)));
            case CSV -> LoadCsv.lines(report, cost).forEach(out::println);
            case TEXT -> new LoadText(report, cost).lines().forEach(out::println);
        }
        out.flush();
    }
}
