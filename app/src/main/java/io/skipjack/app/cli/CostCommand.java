package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cost",
        description =
                "Shows what was spent and on what, what each tier answered for it, what the same work would have cost"
                        + " all on serverless and all on demand, and what the month will come to.",
        footer = {
            "",
            "Example:  skipjack cost",
            "Example:  skipjack cost rack --since 7d --output csv",
            "Example:  skipjack cost --watch",
            "",
            "Estimated is what the router saw; confirmed is what the provider itself says of time, price or amount."
        })
final class CostCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DeploymentName deployment = new DeploymentName();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "A time ago such as 30m, 24h or 7d, at most 62d, or an instant such as 2026-11-29T00:00:00Z."
                    + " Default: ${DEFAULT-VALUE}.")
    private String since = "24h";

    @Option(names = "--until", paramLabel = "TIME", description = "Likewise; default: now.")
    private @Nullable String until;

    @Option(names = "--by", paramLabel = "WHOM", description = "Shares it out by key or by model.")
    private @Nullable By by;

    @Option(names = "--watch", description = "Shows it again every 5 s, with charts, until it is stopped.")
    private boolean watch;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final TableOutputOption output = new TableOutputOption();

    /** Whom spending is shared out by. */
    enum By {
        KEY,
        MODEL;

        /** As {@code GET /api/cost} names each, and tables do. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As {@code GET /api/cost} names all of them. */
        String list() {
            return word() + "s";
        }
    }

    @Override
    public Integer call() throws CommandFailure {
        AdminClient client = operators.client();
        if (!watch) {
            show(client, Terminal.here());
            return 0;
        }
        if (output.format() != TableFormat.TEXT) {
            throw new ParameterException(
                    spec.commandLine(), "--watch is for people; leave it out to print csv or json once");
        }
        new Watching(PAUSE, spec.commandLine(), true).show(terminal -> show(client, terminal));
        return 0;
    }

    private void show(AdminClient client, Terminal terminal) throws CommandFailure {
        JsonNode cost = client.cost(since, until, deployment.given());
        switch (output.format()) {
            case TEXT -> lines(cost, terminal).forEach(out()::println);
            case JSON -> out().println(Output.json(cost));
            case CSV -> csv(cost).forEach(out()::println);
        }
        out().flush();
    }

    private List<String> lines(JsonNode cost, Terminal terminal) {
        CostText text = new CostText(cost, terminal);
        return by == null ? text.all() : text.parts(by);
    }

    private List<String> csv(JsonNode cost) {
        CostCsv csv = new CostCsv(cost);
        return by == null ? csv.components() : csv.parts(by);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
