package io.skipjack.app.cli;

import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Runs the router against a pretend AWS and a pretend serverless endpoint, and shows what a fleet does:"
                        + " boot, shift, interruption, replacement, to zero and back. Nothing else is needed, no account and no"
                        + " GPU.",
        footer = {"", "Example:  skipjack demo --port 8080"})
final class DemoCommand implements Callable<Integer> {
    private static final int LONGEST_BOOT = 3600;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final PortOptions ports = new PortOptions();

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Option(
            names = "--spot-boot",
            paramLabel = "SECONDS",
            defaultValue = "12",
            description = "From the launch of an instance until its engine answers; default: ${DEFAULT-VALUE}.")
    private int spotBoot;

    @Option(
            names = "--story",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether clients of the demo's own ask, and an instance is taken back; default: yes.")
    private boolean story;

    @Override
    public Integer call() throws StartException, CommandFailure, InterruptedException {
        if (spotBoot < 0 || spotBoot > LONGEST_BOOT) {
            throw new ParameterException(spec.commandLine(), "--spot-boot takes 0 to " + LONGEST_BOOT + " seconds");
        }
        // On this machine only: a demo is no reason to open a port to others
        RouterOptions options = ports.applyTo(RouterOptions.NONE)
                .with("skipjack.listen.host", "127.0.0.1")
                // told in the demo's own words
                .with("logging.level.io.skipjack.processors", "error")
                .with("logging.level.io.skipjack.app.state", "error");
        Demo demo = new Demo(
                new Lines(spec.commandLine().getOut()),
                options,
                ControlFile.in(dataDir.resolve()),
                Duration.ofSeconds(spotBoot),
                story);
        demo.run();
        return 0;
    }
}
