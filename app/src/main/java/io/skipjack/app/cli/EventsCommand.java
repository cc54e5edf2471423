package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        description = "Shows what happened: deployments, replicas, endpoints, failovers, budgets; newest last.",
        footer = {
            "",
            "Example:  skipjack events --since 1h",
            "Example:  skipjack events -f --deployment rack --kind 'replica.*,traffic.*'",
            "Example:  skipjack events -f --output json"
        })
final class EventsCommand implements Callable<Integer> {
    private static final int MOST = 1000;
    /** Before what is followed, so that it can be understood. */
    private static final int CONTEXT = 10;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what happens from now on, until it is stopped; also over a router's restart.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "How long ago, such as 90s, 1h or 7d, or an instant such as 2026-11-29T10:00:00Z;"
                    + " default: the last 100 events, with -f the last 10.")
    private @Nullable String since;

    @Option(names = "--deployment", paramLabel = "NAME", description = "Only of this one; several with commas.")
    private @Nullable String deployment;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only of this kind, such as replica.interrupted or 'traffic.*'; several with commas.")
    private @Nullable String kind;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        AdminClient client = operators.client();
        JsonNode events = client.events(query());
        if (!follow && output.json()) {
            out().println(Output.json(events.path("events")));
        } else {
            events.path("events").forEach(this::show);
            if (!follow && events.path("events").isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("nothing like that has happened" + (since == null ? "" : " since then"));
            }
        }
        out().flush();
        if (follow) {
            new EventStream(client, filter(), this::show, this::say)
                    .follow(events.path("last").asLong());
        }
        return 0;
    }

    private Query query() {
        if (since != null) {
            return filter().with("since", since).with("limit", MOST);
        }
        return follow ? filter().with("limit", CONTEXT) : filter();
    }

    private Query filter() {
        return new Query().with("deployment", deployment).with("kind", kind);
    }

    /** In JSON one line each, for who reads them as they come. */
    private void show(JsonNode event) {
        out().println(output.json() ? event.toString() : line(event));
        out().flush();
    }

    private static String line(JsonNode event) {
        return String.format(
                Locale.ROOT,
                "%s  %-22s  %s",
                time(Cells.text(event, "at")),
                Cells.text(event, "kind"),
                Cells.text(event, "text"));
    }

    /** Of where the reader is. */
    private static String time(String at) {
        try {
            return TIME.format(Instant.parse(at));
        } catch (DateTimeParseException other) {
            return at;
        }
    }

    private void say(String trouble) {
        spec.commandLine().getErr().println(trouble);
        spec.commandLine().getErr().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
