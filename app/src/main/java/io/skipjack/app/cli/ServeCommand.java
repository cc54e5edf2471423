package io.skipjack.app.cli;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Runs the router for the deployments in a folder, until it is stopped.",
        footer = {
            "",
            "Example:  skipjack serve --port 8080 --deployments ./deployments",
            "Example:  skipjack serve --check",
            "Example:  skipjack serve --sandbox http://127.0.0.1:9000    (see: skipjack sandbox serve)"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final PortOptions ports = new PortOptions();

    @Option(
            names = "--deployments",
            paramLabel = "DIR",
            description = "Folder of deployment files; default: config/deployments.")
    private @Nullable Path deployments;

    @Option(names = "--routes", paramLabel = "DIR", description = "Folder of *.camel.yaml; default: routes.")
    private @Nullable Path routes;

    @Option(names = "--kamelets", paramLabel = "DIR", description = "Folder of *.kamelet.yaml; default: kamelets.")
    private @Nullable Path kamelets;

    @Option(names = "--config", paramLabel = "DIR", description = "Folder of application.yaml; default: config.")
    private @Nullable Path config;

    @Mixin
    private final DataDirOption dataDir = new DataDirOption();

    @Option(
            names = "--sandbox",
            paramLabel = "URL",
            description =
                    "Launches in a running sandbox instead of at AWS, at its pace; without --deployments, one that"
                            + " needs no key is served: a fleet with the sandbox's serverless behind it.")
    private @Nullable URI sandbox;

    @Option(
            names = "--check",
            description = "Validates config, deployments, routes and Kamelets without opening a port; exit code 1 and"
                    + " the reasons if something is wrong.")
    private boolean check;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws StartException, CommandFailure, InterruptedException {
        RouterOptions options = options();
        if (sandbox != null) {
            options = SandboxRouter.at(sandbox, dataDir, deployments == null).applyTo(options);
        }
        return check ? check(options) : serve(options);
    }

    private RouterOptions options() {
        return ports.applyTo(RouterOptions.NONE)
                .withConfig(folder("--config", config))
                .with("skipjack.deployments-dir", folder("--deployments", deployments))
                .with("skipjack.live.routes-dir", folder("--routes", routes))
                .with("skipjack.live.kamelets-dir", folder("--kamelets", kamelets))
                .with("skipjack.data-dir", sandbox == null ? dataDir.given() : sandboxData());
    }

    /** Unless a folder is named: what is remembered of a pretend fleet must not stand among the real one's. */
    private Path sandboxData() {
        Path given = dataDir.given();
        return given != null ? given : dataDir.resolve().resolve("sandbox");
    }

    private @Nullable Path folder(String flag, @Nullable Path folder) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), flag + " " + folder + " is not a folder");
        }
        return folder;
    }

    private int serve(RouterOptions options) throws StartException, InterruptedException {
        try (Router router = Router.start(options)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    output.json()
                            ? Output.json(Map.of(
                                    "endpoint", router.endpoint().toString(),
                                    "operators", router.operators().toString()))
                            : "serving at " + router.endpoint());
            out.flush();
            router.awaitEnd();
        }
        return 0;
    }

    private int check(RouterOptions options) {
        List<String> problems = Router.check(options);
        if (output.json()) {
            spec.commandLine().getOut().println(Output.json(Map.of("problems", problems)));
            return problems.isEmpty() ? 0 : 1;
        }
        problems.forEach(spec.commandLine().getErr()::println);
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println("config, deployments, routes and Kamelets are fine");
        }
        return problems.isEmpty() ? 0 : 1;
    }
}
