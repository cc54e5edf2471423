package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What RunPod's OpenAPI document says of {@code CreateEndpointRequest} and {@code UpdateEndpointRequest}. */
final class EndpointRules {
    private static final Set<String> FIELDS = Set.of(
            "name",
            "image",
            "args",
            "disk",
            "ports",
            "env",
            "registry",
            "gpu",
            "workers",
            "scaling",
            "dataCenterIds",
            "networkVolumes",
            "timeout",
            "flashboot",
            "templateId",
            "cpu");
    private static final Set<String> GPU_FIELDS =
            Set.of("pools", "excludedTypes", "count", "allowedCudaVersions", "minCudaVersion");
    private static final Set<String> FLASH_BOOTS = Set.of("OFF", "FLASHBOOT", "PRIORITY_FLASHBOOT");
    private static final String VERSION = "\\d+\\.\\d+";

    private EndpointRules() {}

    static void create(JsonNode body) throws ProblemException {
        require(body.path("type").asText().matches("QUEUE|LOAD_BALANCER"), "type must be QUEUE or LOAD_BALANCER");
        require(!body.path("name").asText().isEmpty(), "name is required");
        require(body.path("image").isTextual(), "image is required without templateId");
        require(body.has("scaling"), "scaling is required");
        if (body.has("gpu") == body.has("cpu")) {
            throw ProblemException.bad("exactly one of gpu and cpu must be set");
        }
        require(body.path("gpu").path("pools").size() > 0, "gpu.pools must hold at least one pool");
        fields(body, true);
    }

    static void update(JsonNode body) throws ProblemException {
        require(
                !body.path("gpu").has("excludedTypes") || body.path("gpu").has("pools"),
                "gpu.excludedTypes needs gpu.pools");
        fields(body, false);
    }

    /** @param kind of the endpoint */
    static void scaling(JsonNode body, String kind) throws ProblemException {
        JsonNode scaling = body.path("scaling");
        if (scaling.isMissingNode()) {
            return;
        }
        switch (scaling.path("type").asText()) {
            case "QUEUE_DELAY" -> {
                require(kind.equals("QUEUE"), "scaling must be REQUEST_COUNT for a load balancer");
                require(scaling.path("queueDelay").asDouble() >= 0.5, "scaling.queueDelay must be at least 0.5");
            }
            case "REQUEST_COUNT" ->
                require(scaling.path("requestCount").asInt() >= 1, "scaling.requestCount must be at least 1");
            default -> throw ProblemException.invalid("scaling.type must be QUEUE_DELAY or REQUEST_COUNT");
        }
    }

    private static void fields(JsonNode body, boolean isNew) throws ProblemException {
        for (String field : (Iterable<String>) body::fieldNames) {
            require(FIELDS.contains(field) || (isNew && field.equals("type")), "unevaluated property " + field);
        }
        require(!body.has("disk") || body.path("disk").asInt() >= 1, "disk must be at least 1");
        require(!body.has("timeout") || body.path("timeout").isIntegralNumber(), "timeout must be an integer");
        require(
                !body.has("flashboot")
                        || FLASH_BOOTS.contains(body.path("flashboot").asText()),
                "flashboot must be one of " + FLASH_BOOTS);
        for (JsonNode value : body.path("env")) {
            require(value.isTextual(), "env must hold strings");
        }
        for (JsonNode port : body.path("ports")) {
            require(port.asText().matches("\\d+/(http|tcp)"), "ports must be like 8000/http");
        }
        workers(body.path("workers"));
        gpu(body.path("gpu"));
    }

    private static void workers(JsonNode workers) throws ProblemException {
        if (workers.isMissingNode()) {
            return;
        }
        int min = workers.path("min").asInt(0);
        require(min >= 0 && workers.path("max").asInt(min) >= min, "workers.max must not be below workers.min");
        int idle = workers.path("idleTimeout").asInt(10);
        require(idle >= 1 && idle <= 3_600, "workers.idleTimeout must be 1 to 3600");
    }

    private static void gpu(JsonNode gpu) throws ProblemException {
        for (String field : (Iterable<String>) gpu::fieldNames) {
            require(GPU_FIELDS.contains(field), "unevaluated property gpu." + field);
        }
        require(gpu.path("count").asInt(1) >= 1, "gpu.count must be at least 1");
        require(gpu.path("minCudaVersion").asText("1.0").matches(VERSION), "gpu.minCudaVersion must be major.minor");
        for (JsonNode pool : gpu.path("pools")) {
            if (GpuType.ALL.stream().noneMatch(type -> type.pool().equals(pool.asText()))) {
                throw ProblemException.bad("unknown GPU pool " + pool.asText());
            }
        }
        for (JsonNode excluded : gpu.path("excludedTypes")) {
            if (GpuType.ALL.stream().noneMatch(type -> type.id().equals(excluded.asText()))) {
                throw ProblemException.bad("excluded GPU type %s is in none of the pools".formatted(excluded.asText()));
            }
        }
    }

    private static void require(boolean holds, String error) throws ProblemException {
        if (!holds) {
            throw ProblemException.invalid(error);
        }
    }
}
