package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description =
                "Shows who changed what, newest first: deployments, retries, keys. Files that a person edits are not"
                        + " in it.",
        footer = {"", "Example:  skipjack audit --since 7d", "Example:  skipjack audit --output json"})
final class AuditCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-24s %-10s %-4s %-20s %s";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "How long ago, such as 30m, 24h or 7d, or an instant such as 2026-11-29T10:00:00Z; default:"
                    + " ${DEFAULT-VALUE}.")
    private String since = "24h";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, 1 to 1000; default: ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        JsonNode entries = operators.client().audit(since, limit).path("entries");
        if (output.json()) {
            out().println(Output.json(entries));
        } else if (entries.isEmpty()) {
            out().println("Nothing was changed since " + since + " by command or over the admin API.");
        } else {
            Table table = new Table(ROW, "AT", "WHO", "ROLE", "VIA", "WHAT", "TARGET");
            entries.forEach(entry -> table.row(
                    Cells.text(entry, "at").replaceFirst("\\.\\d+Z$", "Z"),
                    Cells.text(entry, "who"),
                    Cells.text(entry, "role"),
                    Cells.text(entry, "via"),
                    Cells.text(entry, "action"),
                    Cells.text(entry, "target")));
            table.lines(Terminal.here()).forEach(out()::println);
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
