package io.skipjack.app.cli;

import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxSettings;
import io.skipjack.provider.sandbox.providers.PretendProviders;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description =
                "Runs a pretend cloud as a process of its own, until it is stopped: an EC2 whose instances boot pretend"
                        + " engines, a serverless endpoint, and the APIs of the serverless providers. Costs nothing, needs no account.",
        footer = {
            "",
            "Example:  skipjack sandbox serve --boot 20",
            "Example:  skipjack sandbox serve --speed 720 --boot 240    (a day in two minutes)",
            "Then:     skipjack serve --sandbox http://127.0.0.1:8090"
        })
final class SandboxServeCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_533;
    private static final int LONGEST_BOOT = 3600;
    private static final int HIGHEST_SPEED = 3600;
    /** Seconds in earnest: the providers are as much faster as the instances are. */
    private static final double USUAL_BOOT = 300;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description =
                    "Port on loopback, the two after it are taken as well; 0 for free ones; default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--boot",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "From the launch of an instance until its engine answers; default: ${DEFAULT-VALUE}.")
    private int boot;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "How many times as fast the pretend EC2's clock runs: at 720 a day passes in two minutes. Boots,"
                            + " notices, prices and bills go by it, and so does a router that is started with --sandbox;"
                            + " default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--model", paramLabel = "MODEL", description = "What serverless serves; default: Qwen/Qwen3-0.6B.")
    private @Nullable String model;

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        check("--port", port, HIGHEST_PORT);
        check("--boot", boot, LONGEST_BOOT);
        if (!(speed >= 1 && speed <= HIGHEST_SPEED)) {
            throw new ParameterException(spec.commandLine(), "--speed takes 1 to " + HIGHEST_SPEED);
        }
        ControlFile control = ControlFile.in(dataDir.resolve());
        try (Sandbox sandbox = start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> control.remove(sandbox.controlUri()), "sandbox-end"));
            PrintWriter out = spec.commandLine().getOut();
            if (!control.write(sandbox.controlUri())) {
                spec.commandLine()
                        .getErr()
                        .println("its address could not be noted; name it with --sandbox " + sandbox.controlUri());
            }
            out.println(
                    output.json()
                            ? Output.json(Map.of("sandbox", sandbox.controlUri().toString()))
                            : "ready: sandbox=" + sandbox.controlUri());
            out.flush();
            // until a signal ends the process
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private Sandbox start() throws CommandFailure {
        SandboxSettings settings = SandboxSettings.ofCloud(Duration.ofSeconds(boot))
                .onPorts(port)
                .withClockSpeed(speed)
                .withFarEnds(PretendProviders.all(), USUAL_BOOT / Math.max(1, boot));
        try {
            return Sandbox.start(model == null ? settings : settings.withModel(model));
        } catch (UncheckedIOException taken) {
            throw new CommandFailure(
                    "ports " + port + " to " + (port + 2) + " are not all free; name another with --port, or 0 for any",
                    taken);
        }
    }

    private void check(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " takes 0 to " + most);
        }
    }
}
