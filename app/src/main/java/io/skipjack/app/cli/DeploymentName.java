package io.skipjack.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which deployment: {@code NAME} or {@code --service-name NAME}, alike in every command about one. */
final class DeploymentName {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The deployment; see: skipjack list.")
    private @Nullable String name;

    @Option(
            names = {"--service-name", "--deployment"},
            paramLabel = "NAME",
            description = "The same as NAME.")
    private @Nullable String serviceName;

    /** Null where none was said. */
    @Nullable
    String given() {
        if (name != null && isTyped()) {
            throw new ParameterException(
                    spec.commandLine(), "NAME and --service-name are the same; give one of the two");
        }
        return name == null ? serviceName : name;
    }

    String required() {
        String given = given();
        if (given == null) {
            throw new ParameterException(
                    spec.commandLine(), "name the deployment, as NAME or with --service-name; see: skipjack list");
        }
        return given;
    }

    /** A default of a file gives way to a name on the command line. */
    private boolean isTyped() {
        return serviceName != null
                && spec.commandLine().getParseResult().hasMatchedOption(spec.findOption("--service-name"));
    }
}
