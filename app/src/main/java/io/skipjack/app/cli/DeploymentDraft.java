package io.skipjack.app.cli;

import io.skipjack.app.deployments.ScalingPolicyFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A deployment file made from flags, the scaling policy below them. Says only what was said: the rest is the router's
 * default, also after that changes.
 *
 * @param options the flags
 * @param policy of the file they name
 */
record DeploymentDraft(DeployOptions options, ScalingPolicyFile policy) {
    private static final int LONGEST_NAME = 40;

    /** {@code qwen3-0.6b} of {@code Qwen/Qwen3-0.6B}, unless another was said. */
    String name() {
        if (options.name != null) {
            return options.name;
        }
        String last = options.model.substring(options.model.lastIndexOf('/') + 1);
        String word =
                last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
        return word.isEmpty() ? "model" : word.substring(0, Math.min(word.length(), LONGEST_NAME));
    }

    String yaml() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("name", name());
        root.put("model", options.model);
        if (options.isPublic) {
            root.put("public", true);
        }
        if (!options.serverlessOnly) {
            root.put("gpu", gpu());
        }
        putUnlessEmpty(root, "engine", engine());
        if (!options.serverlessOnly) {
            putUnlessEmpty(root, "spot", spot());
        }
        if (!options.spotOnly) {
            root.put("serverless", serverless());
        }
        DumperOptions style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(style).dump(root);
    }

    private String gpu() {
        return options.gpuCount == null ? options.gpu : options.gpu + ":" + options.gpuCount;
    }

    private Map<String, Object> engine() {
        Map<String, Object> engine = new LinkedHashMap<>();
        putUnlessNull(engine, "max_model_len", options.maxModelLen);
        putUnlessNull(engine, "tensor_parallel_size", options.tpSize);
        putUnlessNull(engine, "quantization", options.quantization);
        putUnlessNull(engine, "cold_start_mode", options.coldStartMode);
        return engine;
    }

    private Map<String, Object> spot() {
        Map<String, Object> spot = new TreeMap<>(policy.spot());
        if (!options.regions.isEmpty()) {
            spot.put("regions", List.copyOf(options.regions));
        }
        putUnlessNull(spot, "max_replicas", options.maxReplicas);
        if (options.noScaleToZero) {
            spot.put("min_replicas", 1);
        }
        return spot;
    }

    /** Never empty where it is wanted: an empty section is what asks for an endpoint. */
    private Map<String, Object> serverless() {
        Map<String, Object> serverless = new TreeMap<>(policy.serverless());
        if (options.serverlessOnly) {
            serverless.put("gpu", gpu());
        }
        if (!options.providers.isEmpty()) {
            serverless.put("providers", List.copyOf(options.providers));
        }
        putUnlessNull(serverless, "concurrency", options.concurrency);
        putUnlessNull(serverless, "workers_max", options.workersMax);
        putUnlessNull(serverless, "workers_min", options.workersMin);
        if (options.noScaleToZero && options.serverlessOnly && options.workersMin == null) {
            serverless.put("workers_min", 1);
        }
        return serverless;
    }

    private static void putUnlessNull(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
