package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What a pushed Truss must be, as far as truss_config.py and the reference of {@code DeploymentArchivePayloadV1} say. */
final class TrussRules {
    private static final Set<String> PAYLOAD = Set.of(
            "config",
            "raw_config",
            "user_env",
            "environment_name",
            "deploy_timeout_minutes",
            "deployment_name",
            "labels",
            "preserve_env_instance_type",
            "is_development");
    private static final Set<String> ACCELERATORS = Set.of(
            "T4",
            "L4",
            "A10G",
            "V100",
            "A100",
            "A100_40GB",
            "H100",
            "H200",
            "H100_40GB",
            "B200",
            "L40S",
            "RTX_PRO_6000");
    private static final int RESERVED_PORT = 8_080;

    private TrussRules() {}

    static void payload(JsonNode payload) throws BasetenException {
        for (String field : (Iterable<String>) payload::fieldNames) {
            require(PAYLOAD.contains(field), "extra fields not permitted: " + field);
        }
        JsonNode config = payload.path("config");
        require(config.isObject(), "deployment.config is required");
        require(!config.path("model_name").asText().isEmpty(), "config.model_name is required");
        require(config.path("base_image").path("image").isTextual(), "config.base_image.image is required");
        JsonNode container = config.path("docker_server");
        for (String field : Set.of("start_command", "predict_endpoint", "readiness_endpoint", "liveness_endpoint")) {
            require(container.path(field).isTextual(), "docker_server.%s is required".formatted(field));
        }
        int port = container.path("server_port").asInt();
        require(port > 0 && port != RESERVED_PORT, "docker_server.server_port must be a port other than 8080");
        String[] accelerator =
                config.path("resources").path("accelerator").asText().split(":", 2);
        require(ACCELERATORS.contains(accelerator[0]), "Accelerator %s not supported".formatted(accelerator[0]));
        require(accelerator.length == 1 || accelerator[1].matches("[1-8]"), "Accelerator count must be 1 to 8");
    }

    /** @param uploaded the {@code config.yaml} of the archive */
    static void same(JsonNode payload, JsonNode uploaded) throws BasetenException {
        require(payload.path("config").equals(uploaded), "the archive's config.yaml is not the config that was sent");
    }

    private static void require(boolean holds, String error) throws BasetenException {
        if (!holds) {
            throw BasetenException.bad(error);
        }
    }
}
