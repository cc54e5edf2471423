package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.app.config.Nearest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "Shows what a running router serves, and each replica's way from requested to ready.",
        footer = {"", "Example:  skipjack status --watch", "Example:  skipjack status rack --output json"})
final class StatusCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DeploymentName deployment = new DeploymentName();

    @Option(names = "--watch", description = "Shows it again every 2 s, until it is stopped.")
    private boolean watch;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        AdminClient client = operators.client();
        if (watch) {
            new Watching(PAUSE, spec.commandLine(), !output.json()).show(terminal -> show(client, terminal));
        } else {
            show(client, Terminal.here());
        }
        return 0;
    }

    private void show(AdminClient client, Terminal terminal) throws CommandFailure {
        JsonNode status = only(client.status());
        if (output.json()) {
            out().println(Output.json(status));
        } else {
            new StatusTable(status, terminal).lines().forEach(out()::println);
        }
        out().flush();
    }

    private JsonNode only(JsonNode status) throws CommandFailure {
        String wanted = deployment.given();
        if (wanted == null) {
            return status;
        }
        List<JsonNode> all = StreamSupport.stream(status.path("deployments").spliterator(), false)
                .toList();
        JsonNode found = all.stream()
                .filter(one -> one.path("name").asText().equals(wanted))
                .findFirst()
                .orElse(null);
        if (found == null) {
            List<String> names =
                    all.stream().map(one -> one.path("name").asText()).toList();
            String hint = Nearest.hint(wanted, names);
            throw new CommandFailure("the router has no deployment '" + wanted + "'"
                    + (hint.isEmpty() ? "; see them with: skipjack status" : hint));
        }
        ObjectNode one = status.deepCopy();
        ArrayNode list = one.putArray("deployments");
        list.add(found);
        return one;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
