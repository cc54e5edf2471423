package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.EngineArguments;
import java.time.Duration;

/**
 * The service that an endpoint is, as {@code google.cloud.run.v2.Service} in JSON.
 *
 * <p>Limits on instances are the service's, not the revision's: they change without a new revision, which would start an
 * engine to see whether it can, and old revisions do not count against the quota for GPUs (pulumi-gcp issue 3794). GPUs
 * without zonal redundancy are cheaper and of another quota. {@code cpuIdle: false} is wanted with a GPU: all is paid for as
 * long as an instance lives.
 */
final class ServiceBody {
    /** Which request it was made of; an annotation, for labels end in the bill. */
    static final String REVISION = "skipjack.io/revision";

    static final String OWNER = "skipjack-owner";

    /** Cloud Run's, after SIGTERM. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3600);
    private static final int MOST_CONCURRENCY = 1000;
    private static final int PROBE_EVERY_SECONDS = 10;
    /** 1800 s in all, the most there is for a GPU (run/docs/configuring/healthchecks). */
    private static final int PROBES = 180;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CloudRunSettings settings;
    private final EndpointRequest request;
    private final CloudRunGpu gpu;

    private ServiceBody(CloudRunSettings settings, EndpointRequest request, CloudRunGpu gpu) {
        this.settings = settings;
        this.request = request;
        this.gpu = gpu;
    }

    static ObjectNode of(CloudRunSettings settings, EndpointRequest request, CloudRunGpu gpu) {
        return new ServiceBody(settings, request, gpu).service();
    }

    /** The label that all services of an owner bear. */
    static String ownerLabel(String owner) {
        return EndpointNames.mark(owner);
    }

    static ObjectNode scaling(int workersMin, int workersMax) {
        return JSON.objectNode().put("minInstanceCount", workersMin).put("maxInstanceCount", workersMax);
    }

    private ObjectNode service() {
        ObjectNode service = JSON.objectNode();
        service.put("description", "vLLM for " + request.id().deployment());
        service.putObject("labels").put("managed-by", "skipjack").put(OWNER, ownerLabel(request.owner()));
        service.putObject("annotations").put(REVISION, request.revision());
        service.put("ingress", "INGRESS_TRAFFIC_ALL").put("launchStage", "GA");
        service.set(
                "scaling",
                scaling(request.scaling().workersMin(), request.scaling().workersMax()));
        service.set("template", template());
        return service;
    }

    private ObjectNode template() {
        ObjectNode template = JSON.objectNode();
        Duration timeout = request.scaling().timeout();
        long seconds = Math.min(timeout.toSeconds(), LONGEST_REQUEST.toSeconds());
        template.put("timeout", seconds + "s");
        template.put("maxInstanceRequestConcurrency", Math.min(request.scaling().concurrency(), MOST_CONCURRENCY));
        template.put("gpuZonalRedundancyDisabled", true);
        template.putObject("nodeSelector").put("accelerator", gpu.accelerator());
        if (!settings.runtimeAccount().isEmpty()) {
            template.put("serviceAccount", settings.runtimeAccount());
        }
        template.putArray("containers").add(container());
        return template;
    }

    private ObjectNode container() {
        ObjectNode container = JSON.objectNode().put("name", "vllm").put("image", settings.image());
        ArrayNode arguments = container.putArray("args");
        EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP)
                .forEach(arguments::add);
        container.set("env", environment());
        container.putArray("ports").addObject().put("name", "http1").put("containerPort", EngineArguments.PORT);
        ObjectNode resources = container.putObject("resources");
        resources
                .putObject("limits")
                .put("cpu", String.valueOf(gpu.cpus()))
                .put("memory", gpu.memoryGib() + "Gi")
                .put("nvidia.com/gpu", "1");
        resources.put("cpuIdle", false).put("startupCpuBoost", true);
        ObjectNode probe = container
                .putObject("startupProbe")
                .put("timeoutSeconds", PROBE_EVERY_SECONDS)
                .put("periodSeconds", PROBE_EVERY_SECONDS)
                .put("failureThreshold", PROBES);
        probe.putObject("httpGet").put("path", "/health").put("port", EngineArguments.PORT);
        return container;
    }

    private ArrayNode environment() {
        ArrayNode environment = JSON.arrayNode();
        if (!settings.hfTokenSecret().isEmpty()) {
            environment
                    .addObject()
                    .put("name", "HF_TOKEN")
                    .putObject("valueSource")
                    .putObject("secretKeyRef")
                    .put("secret", settings.hfTokenSecret())
                    .put("version", "latest");
        } else if (!settings.hfToken().isEmpty()) {
            environment.addObject().put("name", "HF_TOKEN").put("value", settings.hfToken());
        }
        return environment;
    }
}
