package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.Digests;
import io.skipjack.provider.spi.EngineArguments;
import io.skipjack.provider.spi.ShellWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What Baseten builds a deployment from: vLLM's image and its command, as a Truss with a custom container says it
 * (docs.baseten.co/development/model/custom-server).
 */
final class Truss {
    /** Replicas are sent SIGTERM and have this long (docs.baseten.co gives no figure; Kubernetes' own default). */
    private static final Duration STOP = Duration.ofSeconds(30);

    private final BasetenSettings settings;
    private final EndpointRequest request;
    private final ObjectNode config;
    private final String yaml;

    /** @param accelerator Baseten's name of the request's GPU */
    Truss(BasetenSettings settings, EndpointRequest request, String accelerator) {
        this.settings = settings;
        this.request = request;
        this.config = config(accelerator);
        this.yaml = config.toPrettyString() + "\n";
    }

    private ObjectNode config(String accelerator) {
        ObjectNode truss = JsonNodeFactory.instance.objectNode();
        truss.put("model_name", request.name());
        truss.putObject("base_image").put("image", settings.image());
        truss.putObject("docker_server")
                .put("start_command", command())
                .put("server_port", EngineArguments.PORT)
                .put("predict_endpoint", "/v1/chat/completions")
                .put("readiness_endpoint", "/health")
                .put("liveness_endpoint", "/health");
        truss.putObject("resources").put("accelerator", accelerator).put("use_gpu", true);
        truss.putObject("runtime").put("predict_concurrency", request.scaling().concurrency());
        if (settings.hasToken()) {
            truss.putObject("secrets").putNull(settings.hfSecret());
        }
        return truss;
    }

    /** Secrets are files there. */
    private String command() {
        List<String> words = new ArrayList<>(List.of("vllm", "serve"));
        words.addAll(EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP));
        String serve = "exec " + ShellWords.join(words);
        String token = "export HF_TOKEN=\"$(cat /secrets/%s)\"; ".formatted(settings.hfSecret());
        return ShellWords.join(List.of("sh", "-c", settings.hasToken() ? token + serve : serve));
    }

    /** The text of {@code config.yaml}: JSON, which YAML includes. */
    String yaml() {
        return yaml;
    }

    /**
     * What the deployment is called: the same for the same contents, and unique within a model, so that a push whose answer
     * was lost is found again.
     */
    String name() {
        return "sj-" + Digests.hex(yaml).substring(0, 16);
    }

    /** {@code DeploymentArchivePayloadV1}: the same when it is prepared and when it is pushed. */
    ObjectNode payload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.set("config", config.deepCopy());
        return payload.put("raw_config", yaml)
                .put("environment_name", "production")
                .put("preserve_env_instance_type", false)
                .put("deployment_name", name());
    }
}
