package io.skipjack.provider.cerebrium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.EngineArguments;
import io.skipjack.provider.spi.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files that Cerebrium's tool is given: what to run (a Dockerfile on the engine's image), how ({@code cerebrium.toml}),
 * and for whom (the tool's own configuration, so that nobody's login on this machine counts). A key left out of
 * {@code cerebrium.toml} goes back to its default with each deploy, so all that matter are there.
 */
final class CerebriumFiles {
    static final String TOML = "cerebrium.toml";
    static final String DOCKERFILE = "Dockerfile";
    static final String CONFIG = "cli.yaml";
    /** Until when a new container must be ready: the most that Cerebrium takes. */
    static final Duration STARTUP = Duration.ofSeconds(830);
    /** Below the project's storage in a region, a folder for each endpoint. */
    static final String WEIGHTS = "skipjack/";

    /** Bounds of {@code cooldown} and {@code response_grace_period}, in seconds. */
    private static final int LONGEST_COOLDOWN = 3_600;

    private static final int SHORTEST_GRACE = 16;
    private static final int LONGEST_GRACE = 43_200;
    /** Regions that are found only with their provider named. */
    private static final Set<String> ON_NEBIUS = Set.of("us-central1", "eu-north1");

    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]*");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private CerebriumFiles() {}

    /** @throws IllegalArgumentException for a value that cannot be written */
    static Map<String, String> of(EndpointRequest request, ProviderSettings settings) {
        return Map.of(
                TOML, toml(request, settings),
                DOCKERFILE, dockerfile(request, word("image", settings.text("image"))),
                CONFIG,
                        "project: %s\nskipversioncheck: true\n"
                                .formatted(word("project-id", settings.text("project-id"))));
    }

    private static String toml(EndpointRequest request, ProviderSettings settings) {
        return deployment(request)
                + hardware(request.gpu(), word("region", settings.text("region")))
                + scaling(request.scaling(), word("compute-tier", settings.text("compute-tier")));
    }

    private static String deployment(EndpointRequest request) {
        return """
                # Written by Skipjack, and written anew with each deploy: an edit here is lost.
                [cerebrium.deployment]
                name = "%s"
                disable_auth = false
                include = ["Dockerfile", "cerebrium.toml"]
                exclude = [".*"]
                deployment_initialization_timeout = %d

                [cerebrium.runtime.custom]
                port = 8000
                healthcheck_endpoint = "/health"
                readycheck_endpoint = "/health"
                dockerfile_path = "./Dockerfile"

                """.formatted(word("name", request.name()), STARTUP.toSeconds());
    }

    private static String hardware(GpuChoice choice, String region) {
        CerebriumGpu gpu = CerebriumGpu.of(choice);
        return """
                [cerebrium.hardware]
                compute = "%s"
                gpu_count = %d
                cpu = %d
                memory = %d.0
                region = "%s"%s

                """.formatted(
                        gpu.compute(),
                        choice.count(),
                        gpu.cores() * choice.count(),
                        gpu.memoryGb() * choice.count(),
                        region,
                        ON_NEBIUS.contains(region) ? "\nprovider = \"nebius\"" : "");
    }

    private static String scaling(ServerlessScaling scaling, String computeTier) {
        return """
                [cerebrium.scaling]
                min_replicas = %d
                max_replicas = %d
                replica_concurrency = %d
                cooldown = %d
                response_grace_period = %d
                scaling_metric = "concurrency_utilization"
                scaling_target = 100
                compute_tier = "%s"
                """.formatted(
                        scaling.workersMin(),
                        scaling.workersMax(),
                        scaling.concurrency(),
                        Math.min(scaling.scaledownWindow().toSeconds(), LONGEST_COOLDOWN),
                        Math.clamp(scaling.timeout().toSeconds(), SHORTEST_GRACE, LONGEST_GRACE),
                        computeTier);
    }

    /**
     * In the exec form, which is JSON: no shell reads what the user wrote. Cerebrium sets {@code HF_HOME} to a folder that all
     * apps share, whatever the image says; weights that nobody else uses are to go with their endpoint.
     */
    private static String dockerfile(EndpointRequest request, String image) {
        String home = "HF_HOME=/persistent-storage/" + WEIGHTS + request.name();
        List<String> command = new ArrayList<>(List.of("env", home, "vllm", "serve"));
        command.addAll(EngineArguments.of(
                request.model(), request.engine(), request.gpu(), Duration.ofSeconds(SHORTEST_GRACE)));
        return """
                # Written by Skipjack, and written anew with each deploy: an edit here is lost.
                FROM %s
                WORKDIR /
                EXPOSE 8000
                ENTRYPOINT []
                CMD %s
                """.formatted(image, json(command));
    }

    private static String json(List<String> words) {
        try {
            return MAPPER.writeValueAsString(words);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of strings is JSON", impossible);
        }
    }

    /** One word that means nothing to any of the three formats. */
    private static String word(String key, String value) {
        if (!ONE_WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "skipjack.providers.cerebrium.%s must be one word of letters, digits and ./:@_-".formatted(key));
        }
        return value;
    }
}
