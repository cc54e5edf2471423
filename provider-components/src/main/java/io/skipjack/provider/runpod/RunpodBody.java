package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.deployment.ServerlessScaling;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.Digests;
import io.skipjack.provider.spi.EngineArguments;
import io.skipjack.provider.spi.ShellWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An endpoint as RunPod is asked for it: {@code CreateEndpointRequest}, or, without its type, {@code
 * UpdateEndpointRequest}.
 *
 * <p>A queue's worker is RunPod's own (github.com/runpod-workers/worker-vllm): it reads the environment, and passes {@code
 * VLLM_EXTRA_ARGS} on as they are. A load balancer's is vLLM itself, with arguments.
 */
final class RunpodBody {
    /** Workers are sent SIGTERM and have this long (docs.runpod.io gives no figure; Docker's own default). */
    private static final Duration STOP = Duration.ofSeconds(10);
    /** Set by RunPod's worker itself, by variables of their own. */
    private static final Set<String> BY_VARIABLE = Set.of("--model", "--host", "--port", "--served-model-name");

    private static final String PORT = Integer.toString(EngineArguments.PORT);
    private static final int LONGEST_IDLE_SECONDS = 3_600;

    private final RunpodSettings settings;
    private final EndpointRequest request;

    RunpodBody(RunpodSettings settings, EndpointRequest request) {
        this.settings = settings;
        this.request = request;
    }

    /** Of the endpoint. */
    String name() {
        return request.name();
    }

    /** What an endpoint is marked with, so that the same is not asked for again: changes with request and settings. */
    String revision() {
        String asked = common().toString() + request.revision() + request.gpu();
        return Digests.hex(asked).substring(0, 16);
    }

    ObjectNode create(RunpodCatalog.Selection gpu) {
        return update(gpu).put("type", settings.kind().name());
    }

    ObjectNode update(RunpodCatalog.Selection gpu) {
        ObjectNode body = common();
        ObjectNode env = (ObjectNode) body.get("env");
        env.put(RunpodEndpoint.REVISION, revision());
        ObjectNode wanted = body.putObject("gpu");
        wanted.putArray("pools").add(gpu.pool());
        ArrayNode excluded = wanted.putArray("excludedTypes");
        gpu.others().forEach(excluded::add);
        wanted.put("count", request.gpu().count());
        if (!settings.minCuda().isEmpty()) {
            wanted.put("minCudaVersion", settings.minCuda());
        }
        return body;
    }

    private ObjectNode common() {
        ServerlessScaling scaling = request.scaling();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", request.name()).put("image", settings.image()).put("disk", settings.diskGb());
        body.put("flashboot", settings.flashBoot())
                .put("timeout", scaling.timeout().toMillis());
        ArrayNode dataCenters = body.putArray("dataCenterIds");
        settings.dataCenters().forEach(dataCenters::add);
        body.putObject("workers")
                .put("min", scaling.workersMin())
                .put("max", scaling.workersMax())
                .put("idleTimeout", Math.clamp(scaling.scaledownWindow().toSeconds(), 1, LONGEST_IDLE_SECONDS));
        ObjectNode env = body.putObject("env");
        if (settings.kind() == RunpodKind.QUEUE) {
            queue(body, env);
        } else {
            loadBalancer(body, env);
        }
        if (!settings.hfToken().isEmpty()) {
            env.put("HF_TOKEN", "{{ RUNPOD_SECRET_%s }}".formatted(request.name()));
        }
        return body;
    }

    private void queue(ObjectNode body, ObjectNode env) {
        body.putObject("scaling")
                .put("type", "QUEUE_DELAY")
                .put("queueDelay", request.scaling().scalerValue());
        env.put("MODEL_NAME", request.model()).put("OPENAI_SERVED_MODEL_NAME_OVERRIDE", request.model());
        env.put("MAX_CONCURRENCY", Integer.toString(request.scaling().concurrency()));
        env.put("VLLM_EXTRA_ARGS", ShellWords.join(withoutVariables(arguments())));
    }

    private void loadBalancer(ObjectNode body, ObjectNode env) {
        body.putObject("scaling")
                .put("type", "REQUEST_COUNT")
                .put("requestCount", request.scaling().concurrency());
        body.put("args", ShellWords.join(arguments())).putArray("ports").add(PORT + "/http");
        env.put("PORT", PORT).put("PORT_HEALTH", PORT).put("HEALTH_CHECK_PATH", "/health");
    }

    private List<String> arguments() {
        return EngineArguments.of(request.model(), request.engine(), request.gpu(), STOP);
    }

    private static List<String> withoutVariables(List<String> arguments) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (BY_VARIABLE.contains(arguments.get(i))) {
                i++;
            } else {
                rest.add(arguments.get(i));
            }
        }
        return rest;
    }
}
