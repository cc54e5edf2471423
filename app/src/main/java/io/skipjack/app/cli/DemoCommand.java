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
        description = "Runs the router with pretend engines: two spot engines that take a while to boot, and a"
                + " serverless endpoint with a cold start. Nothing else is needed, no account and no GPU.",
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
            defaultValue = "20",
            description = "How long the first spot engine takes to boot; default: ${DEFAULT-VALUE}.")
    private int spotBoot;

    @Override
    public Integer call() throws StartException, CommandFailure, InterruptedException {
        if (spotBoot < 0 || spotBoot > LONGEST_BOOT) {
            throw new ParameterException(spec.commandLine(), "--spot-boot takes 0 to " + LONGEST_BOOT + " seconds");
        }
        // On this machine only: a demo is no reason to open a port to others
        RouterOptions options = ports.applyTo(RouterOptions.NONE)
                .with("skipjack.listen.host", "127.0.0.1")
                .with("skipjack.data-dir", dataDir.resolve());
        Demo demo = new Demo(
                new Lines(spec.commandLine().getOut()),
                options,
                ControlFile.in(dataDir.resolve()),
                Duration.ofSeconds(spotBoot));
        demo.run();
        return 0;
    }
}
