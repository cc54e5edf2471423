package io.skipjack.provider.modal;

import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.EngineArguments;
import java.time.Duration;
import java.util.Map;

/**
 * The Python files that Modal's tool is given. The app is a web server behind Modal's proxy authentication ({@code
 * @modal.web_server(requires_proxy_auth=True)}): while it is cold, requests wait and are then answered, after 150 s by way
 * of a 303. Modal's newer {@code @app.server} turns requests away while no container runs, which would lose them.
 */
final class ModalApp {
    /** Its one function: {@code APP/serve}. */
    static final String FUNCTION = "serve";
    /** What a container writes once its engine answers. */
    static final String READY = "skipjack: the engine is ready";
    /** A container whose engine does not listen by then is ended by Modal. Weights of 100 GB and more take that long. */
    static final Duration STARTUP = Duration.ofMinutes(30);

    /** Modal grants a container 30 s after SIGTERM (modal.com/docs/guide/preemption). */
    private static final Duration STOP = Duration.ofSeconds(30);
    /** Bounds that Modal sets (modal.com/docs/guide/scale, modal.com/docs/guide/concurrent-inputs). */
    private static final int SHORTEST_WINDOW = 2;

    private static final int LONGEST_WINDOW = 1_200;
    private static final int MOST_INPUTS = 1_000;

    private static final PythonTemplate APP = new PythonTemplate("app.py");
    private static final PythonTemplate SCALE = new PythonTemplate("scale.py");

    private ModalApp() {}

    /**
     * The file to deploy.
     *
     * @param gpu in Modal's words, such as {@code L4:1}
     * @param withToken whether {@code HF_TOKEN} is in the environment of the deploy, to be passed on as a Modal Secret
     * @throws IllegalArgumentException for a model that the engine would misread
     */
    static String file(EndpointRequest request, String gpu, String image, boolean withToken) {
        ServerlessScaling scaling = request.scaling();
        long window = Math.clamp(scaling.scaledownWindow().toSeconds(), SHORTEST_WINDOW, LONGEST_WINDOW);
        return APP.fill(Map.ofEntries(
                Map.entry("name", PythonTemplate.literal(request.name())),
                Map.entry(
                        "arguments",
                        PythonTemplate.literal(
                                EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP))),
                Map.entry("startup_seconds", Long.toString(STARTUP.toSeconds())),
                Map.entry("image", PythonTemplate.literal(image)),
                Map.entry("ready", PythonTemplate.literal(READY)),
                Map.entry("gpu", PythonTemplate.literal(gpu)),
                Map.entry("secrets", withToken ? "[modal.Secret.from_local_environ([\"HF_TOKEN\"])]" : "[]"),
                Map.entry("min_containers", Integer.toString(scaling.workersMin())),
                Map.entry("max_containers", Integer.toString(scaling.workersMax())),
                Map.entry("scaledown_window", Long.toString(window)),
                Map.entry("timeout", Long.toString(scaling.timeout().toSeconds())),
                Map.entry("max_inputs", Integer.toString(Math.min(scaling.concurrency(), MOST_INPUTS)))));
    }

    /** The file to run so that an app keeps so many containers. */
    static String scaling(String name, int containersMin, int containersMax) {
        return SCALE.fill(Map.of(
                "name", PythonTemplate.literal(name),
                "min_containers", Integer.toString(containersMin),
                "max_containers", Integer.toString(containersMax)));
    }
}
