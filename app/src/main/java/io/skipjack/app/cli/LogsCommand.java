package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.log.LogComponent;
import io.skipjack.domain.log.LogFollow;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        description =
                "Shows what the router, the replicas and the serverless endpoints of a deployment wrote, as one stream in"
                        + " order of time. Each line says when, which component, and who: a router, a replica or a provider."
                        + " Of several routers that share a store the one that is asked shows its own lines.",
        footer = {
            "",
            "Example:  skipjack logs rack --since 10m",
            "Example:  skipjack logs rack -f --component spot",
            "Example:  skipjack logs rack --tail 20 --output json"
        })
final class LogsCommand implements Callable<Integer> {
    /** So late an instance's console is; Modal's times are whole seconds. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_LINES = 10_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DeploymentName deployment = new DeploymentName();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with new lines until it is stopped, also when the router restarts.")
    private boolean follow;

    @Option(
            names = "--component",
            paramLabel = "COMPONENT",
            description = "Only router, spot or serverless; default: all.")
    private @Nullable LogComponent component;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "The oldest line: 90s, 10m, 6h, 2d, or an instant such as 2026-11-21T10:00:00Z; default:"
                    + " ${DEFAULT-VALUE}.")
    private String since = "1h";

    @Option(names = "--tail", paramLabel = "N", description = "Only the last N of them; default: all, 10000 at most.")
    private int tail = MOST_LINES;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        if (tail < 1 || tail > MOST_LINES) {
            throw new ParameterException(spec.commandLine(), "--tail takes a number from 1 to " + MOST_LINES);
        }
        if (!since.matches("\\d{1,6}[smhd]|\\d{4}-\\S+")) {
            throw new ParameterException(
                    spec.commandLine(), "--since takes a time such as 10m, 6h or 2026-11-21T10:00:00Z, not " + since);
        }
        String name = deployment.required();
        AdminClient client = operators.client();
        LogPrinter printer =
                new LogPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), output.json());
        if (follow) {
            follow(client, name, printer);
        } else {
            printer.all(client.logs(name, query(since, null, tail)));
        }
        return 0;
    }

    private void follow(AdminClient client, String name, LogPrinter printer) throws CommandFailure {
        LogFollow stream = new LogFollow(SETTLING);
        JsonNode answer = client.logs(name, query(since, null, MOST_LINES));
        int most = tail;
        String failed = "";
        while (!Thread.currentThread().isInterrupted()) {
            if (answer != null) {
                stream.take(printer.read(answer));
                most = printer.lines(
                        stream.settled(Instant.parse(answer.path("at").asText())), most);
                printer.problems(answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            try {
                answer = client.logs(name, query(String.valueOf(stream.since()), stream.seenSince(), MOST_LINES));
                failed = "";
            } catch (CommandFailure failure) {
                answer = null;
                failed = printer.failure(failure, failed);
            }
        }
    }

    private Query query(String from, @Nullable Instant seenSince, int limit) {
        return new Query()
                .with("since", from)
                .with("limit", limit)
                .with("component", component == null ? null : component.label())
                .with("seen_since", seenSince);
    }
}
