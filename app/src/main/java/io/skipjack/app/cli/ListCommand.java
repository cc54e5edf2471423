package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description =
                "Lists the router's deployments, a line each: how they are, what runs, and what that costs an hour.",
        footer = {"", "Example:  skipjack list", "Example:  skipjack list --status booting,halted --output csv"})
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "Only those that are serving, booting, idle (at zero, a request has them boot), halted,"
                    + " removing or down; default: all.")
    private List<DeploymentState> states = List.of();

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final TableOutputOption output = new TableOutputOption();

    @Override
    public Integer call() throws CommandFailure {
        JsonNode status = operators.client().status();
        List<DeploymentRow> rows = new ArrayList<>();
        for (JsonNode each : status.path("deployments")) {
            DeploymentRow row = new DeploymentRow(each, Cells.text(status, "endpoint"));
            if (states.isEmpty() || states.contains(row.state())) {
                rows.add(row);
            }
        }
        switch (output.format()) {
            case TEXT -> text(rows);
            case JSON ->
                out().println(Output.json(rows.stream().map(DeploymentRow::json).toList()));
            case CSV -> csv(rows);
        }
        return 0;
    }

    private void text(List<DeploymentRow> rows) {
        if (rows.isEmpty()) {
            out().println(
                            states.isEmpty()
                                    ? "nothing is deployed; deploy a model with: skipjack deploy --model MODEL --gpu GPU"
                                    : "no deployment is " + words() + "; see all with: skipjack list");
            return;
        }
        Table table = new Table(
                "%-12s  %-20s  %-8s  %-6s  %-18s  %8s  %-8s",
                "NAME", "MODEL", "STATUS", "SPOT", "SERVERLESS", "$/H", "ENDPOINT");
        for (DeploymentRow row : rows) {
            table.row(
                    row.name(),
                    row.model(),
                    row.state().toString(),
                    row.spot(),
                    row.serverless(),
                    row.perHour(),
                    row.endpoint());
        }
        table.lines(Terminal.here()).forEach(out()::println);
    }

    private String words() {
        return states.stream().map(DeploymentState::toString).collect(Collectors.joining(" or "));
    }

    private void csv(List<DeploymentRow> rows) {
        out().println(
                        "name,model,status,spot_ready,spot_wanted,serverless,dollars_per_hour,dollars_per_hour_is_all,endpoint");
        rows.forEach(row -> out().println(Csv.line(row.json().values().toArray())));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
