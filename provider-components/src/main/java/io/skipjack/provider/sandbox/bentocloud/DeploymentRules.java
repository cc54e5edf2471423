package io.skipjack.provider.sandbox.bentocloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What a body must be to make or change a deployment: CreateDeploymentSchema and UpdateDeploymentSchema of schemasv2.py. */
final class DeploymentRules {
    /** In every pretend account; pushed before any deployment. */
    static final String BENTO = "bentovllm:pretend1";

    static final String SERVICE = "bentovllm-service";
    static final String SECRET = "huggingface";

    private static final Set<String> FIELDS =
            Set.of("name", "bento", "access_authorization", "envs", "labels", "secrets", "services", "dev");
    private static final Set<String> SERVICE_FIELDS = Set.of(
            "instance_type",
            "scaling",
            "envs",
            "deployment_strategy",
            "extras",
            "cold_start_timeout",
            "config_overrides");
    private static final List<String> INSTANCE_TYPES =
            List.of("cpu.1", "cpu.2", "cpu.4", "cpu.8", "gpu.t4.1", "gpu.l4.1", "gpu.a100.1");
    private static final Set<String> BEHAVIOURS = Set.of("disabled", "stable", "fast");

    private DeploymentRules() {}

    static void check(JsonNode body) throws Problem {
        requireFields(body, FIELDS);
        require(body.path("bento").asText().equals(BENTO), "bento " + body.path("bento") + " not found");
        require(body.path("access_authorization").isBoolean(), "access_authorization must be a boolean");
        checkEnvs(body.path("envs"));
        for (JsonNode secret : body.path("secrets")) {
            require(secret.asText().equals(SECRET), "secret " + secret + " not found");
        }
        JsonNode services = body.path("services");
        require(services.isObject() && services.size() == 1, "services must be an object of one service");
        require(
                services.has(SERVICE),
                "the bento has no service " + services.fieldNames().next());
        checkService(services.path(SERVICE));
    }

    private static void checkService(JsonNode service) throws Problem {
        requireFields(service, SERVICE_FIELDS);
        String type = service.path("instance_type").asText();
        require(INSTANCE_TYPES.contains(type), "instance type %s not found".formatted(type));
        JsonNode scaling = service.path("scaling");
        JsonNode least = scaling.path("min_replicas");
        JsonNode most = scaling.path("max_replicas");
        require(least.isInt() && most.isInt(), "min_replicas and max_replicas must be integers");
        require(least.asInt() >= 0, "min scaling values must be greater than or equal to 0");
        require(most.asInt() > 0, "max scaling values must be greater than 0");
        require(least.asInt() <= most.asInt(), "min scaling values must be less than or equal to max scaling values");
        JsonNode down = scaling.path("policy").path("scale_down_behavior");
        require(down.isMissingNode() || BEHAVIOURS.contains(down.asText()), "invalid scale_down_behavior " + down);
        JsonNode traffic = service.path("config_overrides").path("traffic");
        require(traffic.path("timeout").asInt(1) > 0, "traffic.timeout must be positive");
        require(traffic.path("concurrency").asInt(1) > 0, "traffic.concurrency must be positive");
    }

    private static void checkEnvs(JsonNode envs) throws Problem {
        for (JsonNode env : envs) {
            require(env.path("name").isTextual() && env.path("value").isTextual(), "envs must have a name and a value");
        }
    }

    private static void requireFields(JsonNode body, Set<String> known) throws Problem {
        require(body.isObject(), "the body must be an object");
        for (var field : body.properties()) {
            require(known.contains(field.getKey()), "unknown field " + field.getKey());
        }
    }

    private static void require(boolean holds, String otherwise) throws Problem {
        if (!holds) {
            throw Problem.bad(otherwise);
        }
    }
}
