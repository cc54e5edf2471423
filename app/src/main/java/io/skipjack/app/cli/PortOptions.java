package io.skipjack.app.cli;

import io.skipjack.app.RouterOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --port} and {@code --operator-port}, alike in every command that starts a router. */
final class PortOptions {
    private static final int HIGHEST = 65535;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private @Nullable Integer port;
    private @Nullable Integer operatorPort;

    @Option(names = "--port", paramLabel = "PORT", description = "Port clients connect to; default: 8080.")
    void port(int value) {
        port = checked("--port", value);
    }

    @Option(
            names = "--operator-port",
            paramLabel = "PORT",
            description = "Port of health, metrics and Hawtio, on loopback; default: 8081.")
    void operatorPort(int value) {
        operatorPort = checked("--operator-port", value);
    }

    RouterOptions applyTo(RouterOptions options) {
        if (port != null && port.equals(operatorPort)) {
            throw new ParameterException(spec.commandLine(), "--port and --operator-port must differ");
        }
        return options.with("skipjack.listen.port", port).with("server.port", operatorPort);
    }

    private int checked(String flag, int value) {
        if (value < 1 || value > HIGHEST) {
            throw new ParameterException(
                    spec.commandLine(), flag + " takes a port from 1 to " + HIGHEST + ", not " + value);
        }
        return value;
    }
}
