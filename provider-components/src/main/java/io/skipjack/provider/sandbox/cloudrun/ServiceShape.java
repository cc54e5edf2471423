package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Cloud Run takes as a service: the fields of {@code google.cloud.run.v2.Service} that matter here, and the rules of
 * docs.cloud.google.com/run/docs/configuring/services/gpu.
 */
final class ServiceShape {
    private static final Set<String> SERVICE = Set.of(
            "name",
            "description",
            "labels",
            "annotations",
            "client",
            "clientVersion",
            "ingress",
            "launchStage",
            "template",
            "traffic",
            "scaling",
            "invokerIamDisabled",
            "customAudiences",
            "etag");
    private static final Set<String> TEMPLATE = Set.of(
            "revision",
            "labels",
            "annotations",
            "scaling",
            "vpcAccess",
            "timeout",
            "serviceAccount",
            "containers",
            "volumes",
            "executionEnvironment",
            "maxInstanceRequestConcurrency",
            "sessionAffinity",
            "nodeSelector",
            "gpuZonalRedundancyDisabled");
    private static final Set<String> CONTAINER = Set.of(
            "name",
            "image",
            "command",
            "args",
            "env",
            "resources",
            "ports",
            "volumeMounts",
            "workingDir",
            "livenessProbe",
            "startupProbe");
    private static final Map<String, int[]> LEAST = Map.of(
            "nvidia-l4", new int[] {4, 16},
            "nvidia-rtx-pro-6000", new int[] {20, 80});

    private ServiceShape() {}

    /** What is wrong with it; null when nothing is. */
    static @Nullable String wrong(JsonNode service) {
        JsonNode template = service.path("template");
        JsonNode container = template.path("containers").path(0);
        String unknown = first(
                unknown(service, SERVICE, "service"),
                unknown(template, TEMPLATE, "service.template"),
                unknown(container, CONTAINER, "service.template.containers[0]"));
        if (unknown != null) {
            return unknown;
        }
        if (template.path("containers").size() != 1
                || container.path("image").asText().isEmpty()) {
            return "template.containers: Revision template should contain exactly one container with an image.";
        }
        for (JsonNode label : service.path("labels")) {
            if (!label.asText().matches("[a-z0-9_-]{0,63}")) {
                return "labels: label value '%s' is not valid.".formatted(label.asText());
            }
        }
        String numbers = numbers(service, template, container);
        return numbers == null ? gpu(template, container) : numbers;
    }

    private static @Nullable String numbers(JsonNode service, JsonNode template, JsonNode container) {
        int most = service.at("/scaling/maxInstanceCount").asInt();
        if (service.at("/scaling/minInstanceCount").asInt() > most || most < 1) {
            return "scaling: min_instance_count must be at most max_instance_count.";
        }
        String timeout = template.path("timeout").asText("300s");
        if (!timeout.matches("\\d{1,4}s") || Integer.parseInt(timeout.replace("s", "")) > 3600) {
            return "template.timeout: Timeout must be at most 3600s.";
        }
        int concurrency = template.path("maxInstanceRequestConcurrency").asInt(80);
        if (concurrency < 1 || concurrency > 1000) {
            return "template.max_instance_request_concurrency: must be between 1 and 1000.";
        }
        JsonNode probe = container.path("startupProbe");
        int window = probe.path("failureThreshold").asInt(3)
                * probe.path("periodSeconds").asInt(10);
        return window > 1800
                        || probe.path("timeoutSeconds").asInt(1)
                                > probe.path("periodSeconds").asInt(10)
                ? "template.containers[0].startup_probe: the product of failure_threshold and period_seconds must not"
                        + " exceed 1800s, and timeout_seconds not period_seconds."
                : null;
    }

    private static @Nullable String gpu(JsonNode template, JsonNode container) {
        JsonNode limits = container.at("/resources/limits");
        if (!limits.path("nvidia.com/gpu").asText().equals("1")) {
            return "template.containers[0].resources.limits.nvidia.com/gpu: the only supported value is '1'.";
        }
        int[] least = LEAST.get(template.at("/nodeSelector/accelerator").asText());
        if (least == null) {
            return "template.node_selector.accelerator: must be one of nvidia-l4, nvidia-rtx-pro-6000.";
        }
        int memory = Integer.parseInt(limits.path("memory").asText("0Gi").replace("Gi", ""));
        if (limits.path("cpu").asInt() < least[0] || memory < least[1]) {
            return "template.containers[0].resources.limits: at least %d CPU and %d GiB are required for this GPU."
                    .formatted(least[0], least[1]);
        }
        return container.at("/resources/cpuIdle").asBoolean(true)
                ? "template.containers[0].resources.cpu_idle: must be false when a GPU is used."
                : null;
    }

    private static @Nullable String unknown(JsonNode node, Set<String> known, String where) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return "Invalid JSON payload received. Unknown name \"%s\" at '%s': Cannot find field."
                        .formatted(name, where);
            }
        }
        return null;
    }

    private static @Nullable String first(@Nullable String... complaints) {
        for (String each : complaints) {
            if (each != null) {
                return each;
            }
        }
        return null;
    }
}
