package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.app.config.ConfigException;
import io.skipjack.app.deployments.ScalingPolicyFile;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "deploy",
        description = "Has a running router deploy a model: a serverless endpoint at the best provider there is a"
                + " credential for, and a spot fleet beside it. Waits until it answers.",
        footer = {
            "",
            "Example:  skipjack deploy --model Qwen/Qwen3-0.6B --gpu L4",
            "Example:  skipjack deploy --model Qwen/Qwen3-0.6B --gpu L4 --serverless-provider modal,runpod --explain"
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:It answers; with --no-wait, it was taken up.",
            "1:It cannot be, for the reason that is said.",
            ExitCodes.WRONG_USE,
            ExitCodes.INTERRUPTED
        })
final class DeployCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DeployOptions options = new DeployOptions();

    @Option(
            names = "--explain",
            description = "Says what would be deployed where, at which price and why, and deploys nothing.")
    private boolean explain;

    @Option(names = "--no-wait", description = "Ends once the router has taken it up; see: skipjack status --watch.")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "How long to wait; the router goes on after it. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private final OperatorsOptions operators = new OperatorsOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure {
        requireSense();
        AdminClient client = operators.client();
        DeploymentDraft draft = new DeploymentDraft(options, policy());
        return explain ? explain(client, draft) : deploy(client, draft);
    }

    private void requireSense() {
        if (options.serverlessOnly && options.spotOnly) {
            throw refused("--serverless-only and --spot-only leave nothing to deploy; give one of the two");
        }
        String mistake = options.spotsCloud.mistake();
        if (mistake != null) {
            throw refused(mistake);
        }
        if (options.spotOnly && !options.providers.isEmpty()) {
            throw refused("--spot-only asks no serverless provider; leave --serverless-provider out");
        }
        if (options.name != null && !NAME.matcher(options.name).matches()) {
            throw refused("--service-name takes letters, digits and . _ -, beginning with a letter or digit, not '%s'"
                    .formatted(options.name));
        }
        if (timeout < 1) {
            throw refused("--timeout takes minutes, 1 or more, not %d".formatted(timeout));
        }
    }

    private ParameterException refused(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private ScalingPolicyFile policy() throws CommandFailure {
        try {
            return options.scalingPolicy == null
                    ? ScalingPolicyFile.NONE
                    : ScalingPolicyFile.read(options.scalingPolicy);
        } catch (ConfigException mistake) {
            throw new CommandFailure(String.valueOf(mistake.getMessage()), mistake);
        }
    }

    private int explain(AdminClient client, DeploymentDraft draft) throws CommandFailure {
        JsonNode explained = client.explain(draft.yaml());
        if (output.json()) {
            out().println(Output.json(explained));
        } else {
            new ExplainTable(explained, Terminal.here()).lines().forEach(out()::println);
        }
        return explained.path("possible").asBoolean() ? 0 : 1;
    }

    private int deploy(AdminClient client, DeploymentDraft draft) throws CommandFailure {
        JsonNode written = client.put(draft.name(), draft.yaml());
        Lines lines = Terminal.here().lines(spec.commandLine(), output.json());
        lines.tell("%s %s as %s"
                .formatted(
                        written.path("created").asBoolean() ? "deploying" : "changing",
                        draft.name(),
                        written.path("file").asText()));
        if (noWait) {
            lines.tell("taken up; watch it with: skipjack status --watch");
            if (output.json()) {
                out().println(Output.json(written));
            }
            return 0;
        }
        JsonNode end = new DeploymentWatch(client, draft.name(), lines, Duration.ofMinutes(timeout)).untilItAnswers();
        if (output.json()) {
            out().println(Output.json(end));
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
