package io.skipjack.provider.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.EngineArguments;
import java.time.Duration;
import java.util.List;

/**
 * The container app that an endpoint is. The key its engine wants is a secret of the app and reaches vLLM as the variable
 * {@code VLLM_API_KEY}, so that it stands in no argument list.
 */
final class AppBody {
    static final String OWNER = "skipjack-owner";
    static final String REVISION = "skipjack-revision";
    static final String KEY_SECRET = "engine-key";

    private static final String TOKEN_SECRET = "hf-token";
    /** Of an app's replica, by default. */
    private static final Duration STOP = Duration.ofSeconds(30);

    private static final int MOST_REPLICAS = 1000;
    /** Half an hour in all: weights are fetched first. The default probe itself tries 240 times. */
    private static final int PROBE_EVERY_SECONDS = 10;

    private static final int PROBES = 180;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AzureSettings settings;
    private final EndpointRequest request;
    private final AzureGpu gpu;

    AppBody(AzureSettings settings, EndpointRequest request, AzureGpu gpu) {
        this.settings = settings;
        this.request = request;
        this.gpu = gpu;
    }

    /** @param key that requests must bear */
    ObjectNode with(String key) {
        ObjectNode app = JSON.objectNode().put("location", settings.region());
        app.putObject("tags")
                .put("managed-by", "skipjack")
                .put(OWNER, AzureSettings.ownerTag(request.owner()))
                .put(REVISION, request.revision());
        ObjectNode properties = app.putObject("properties");
        String environment = settings.environmentName(request.owner(), gpu);
        properties.put("environmentId", settings.environmentId(environment));
        properties.put("workloadProfileName", gpu.word());
        properties.set("configuration", configuration(key));
        ObjectNode template = properties.putObject("template");
        template.put("terminationGracePeriodSeconds", STOP.toSeconds());
        template.putArray("containers").add(container());
        template.set("scale", scale());
        return app;
    }

    private ObjectNode configuration(String key) {
        ObjectNode configuration = JSON.objectNode().put("activeRevisionsMode", "Single");
        ArrayNode secrets = configuration.putArray("secrets");
        secrets.addObject().put("name", KEY_SECRET).put("value", key);
        if (!settings.hfToken().isEmpty()) {
            secrets.addObject().put("name", TOKEN_SECRET).put("value", settings.hfToken());
        }
        ObjectNode ingress = configuration
                .putObject("ingress")
                .put("external", true)
                .put("targetPort", EngineArguments.PORT)
                .put("transport", "http")
                .put("allowInsecure", false);
        List<String> networks = settings.allowFrom();
        for (int i = 0; i < networks.size(); i++) {
            ingress.withArray("ipSecurityRestrictions")
                    .addObject()
                    .put("name", "router-" + i)
                    .put("ipAddressRange", networks.get(i))
                    .put("action", "Allow");
        }
        return configuration;
    }

    private ObjectNode container() {
        ObjectNode container = JSON.objectNode().put("name", "vllm").put("image", settings.image());
        ArrayNode arguments = container.putArray("args");
        EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP)
                .forEach(arguments::add);
        ArrayNode environment = container.putArray("env");
        environment.addObject().put("name", "VLLM_API_KEY").put("secretRef", KEY_SECRET);
        if (!settings.hfToken().isEmpty()) {
            environment.addObject().put("name", "HF_TOKEN").put("secretRef", TOKEN_SECRET);
        }
        container.putObject("resources").put("cpu", gpu.cpus()).put("memory", gpu.memoryGib() + "Gi");
        ObjectNode probe = container
                .putArray("probes")
                .addObject()
                .put("type", "Startup")
                .put("periodSeconds", PROBE_EVERY_SECONDS)
                .put("timeoutSeconds", PROBE_EVERY_SECONDS / 2)
                .put("failureThreshold", PROBES);
        probe.putObject("httpGet").put("path", "/health").put("port", EngineArguments.PORT);
        return container;
    }

    private ObjectNode scale() {
        ObjectNode scale = scale(
                        request.scaling().workersMin(), request.scaling().workersMax())
                .put("cooldownPeriod", request.scaling().scaledownWindow().toSeconds());
        scale.putArray("rules")
                .addObject()
                .put("name", "http")
                .putObject("http")
                .putObject("metadata")
                .put("concurrentRequests", String.valueOf(request.scaling().concurrency()));
        return scale;
    }

    static ObjectNode scale(int workersMin, int workersMax) {
        return JSON.objectNode()
                .put("minReplicas", workersMin)
                .put("maxReplicas", Math.min(Math.max(workersMax, 1), MOST_REPLICAS));
    }
}
