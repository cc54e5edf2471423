package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "destroy",
        description = "Has the router remove a deployment and all that was made for it: its replicas, once what runs on"
                + " them has finished, and its serverless endpoints. Waits until nothing is left.",
        footer = {"", "Example:  skipjack destroy qwen3-0.6b", "Example:  skipjack destroy --all"},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:Nothing is left.",
            "1:Something is, and the router goes on trying.",
            ExitCodes.WRONG_USE,
            ExitCodes.INTERRUPTED
        })
final class DestroyCommand implements Callable<Integer> {
    /** What may stand in the path of a request. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DeploymentName name = new DeploymentName();

    @Option(names = "--all", description = "Every deployment the router has.")
    private boolean all;

    @Option(names = "--no-wait", description = "Ends once the router has begun.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "15",
            description = "How long to wait; the router goes on after it. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        String wanted = name.given();
        if (all == (wanted != null) || timeout < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    timeout < 1
                            ? "--timeout takes minutes, 1 or more, not %d".formatted(timeout)
                            : "destroy takes the name of one deployment, or --all; see them with: skipjack status");
        }
        AdminClient client = operators.client();
        List<String> names = wanted == null ? names(client) : List.of(deployment(client, wanted));
        Lines lines = Terminal.here().lines(spec.commandLine(), output.json());
        List<String> left = new ArrayList<>();
        List<String> begun = begin(client, names, lines, wanted != null, left);
        if (!noWait) {
            waitFor(client, begun, lines, left);
        }
        if (output.json()) {
            spec.commandLine().getOut().println(Output.json(Map.of("names", names, "left", left)));
        }
        if (!left.isEmpty()) {
            throw new CommandFailure(String.join("\n", left));
        }
        if (names.isEmpty()) {
            lines.tell("nothing is deployed");
        }
        return 0;
    }

    /** All are begun, also after one could not be: what is wrong with each is said at the end. */
    private static List<String> begin(
            AdminClient client, List<String> names, Lines lines, boolean named, List<String> problems)
            throws CommandFailure {
        List<String> begun = new ArrayList<>();
        for (String each : names) {
            try {
                begin(client, each, lines, named);
                begun.add(each);
            } catch (CommandFailure failure) {
                if (named) {
                    throw failure;
                }
                problems.add(each + ": " + failure.getMessage());
            }
        }
        return begun;
    }

    private static List<String> names(AdminClient client) throws CommandFailure {
        List<String> names = new ArrayList<>();
        for (JsonNode each : client.status().path("deployments")) {
            names.add(each.path("name").asText());
        }
        return names;
    }

    /** Users say the model as often as the deployment. */
    private static String deployment(AdminClient client, String wanted) throws CommandFailure {
        List<String> serving = new ArrayList<>();
        for (JsonNode each : client.status().path("deployments")) {
            if (each.path("name").asText().equals(wanted)) {
                return wanted;
            }
            if (each.path("model").asText().equals(wanted)) {
                serving.add(each.path("name").asText());
            }
        }
        if (serving.size() > 1) {
            throw new CommandFailure(
                    "%s is served by several deployments, name one: %s".formatted(wanted, String.join(", ", serving)));
        }
        if (serving.isEmpty() && !PLAIN.matcher(wanted).matches()) {
            throw none(wanted);
        }
        return serving.isEmpty() ? wanted : serving.getFirst();
    }

    private static CommandFailure none(String wanted) {
        return new CommandFailure("the router has no deployment '" + wanted
                + "', and none serves a model of that name; see those it has with: skipjack status");
    }

    /** One whose file is gone may have something left that the router still takes away. */
    private static void begin(AdminClient client, String name, Lines lines, boolean named) throws CommandFailure {
        boolean removed = client.remove(name);
        if (removed) {
            lines.tell("removing " + name);
        } else if (names(client).contains(name)) {
            lines.tell(name + " is being removed already");
        } else if (named) {
            throw none(name);
        }
    }

    /** All are waited for, also after one has run out of time: what is left of each is said. */
    private void waitFor(AdminClient client, List<String> names, Lines lines, List<String> left) {
        for (String each : names) {
            try {
                new DeploymentWatch(client, each, lines, Duration.ofMinutes(timeout)).untilItIsGone();
                lines.tell(each + " is gone, nothing of it is left");
            } catch (CommandFailure late) {
                left.add(String.valueOf(late.getMessage()));
            }
        }
    }
}
