package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Container Apps take as an app, of api-version 2025-07-01. */
final class AppShape {
    private static final Map<String, int[]> MOST = Map.of(
            "Consumption-GPU-NC8as-T4", new int[] {8, 56},
            "Consumption-GPU-NC24-A100", new int[] {24, 220});

    private AppShape() {}

    /** What is wrong with it; null when nothing is. */
    static @Nullable ArmError wrong(String name, JsonNode app, @Nullable ManagedEnvironment environment) {
        JsonNode properties = app.path("properties");
        JsonNode container = properties.at("/template/containers/0");
        if (!name.matches("[a-z](?:[-a-z0-9]{0,30}[a-z0-9])?") || name.contains("--")) {
            return ArmError.invalid("ContainerAppInvalidName", "Invalid ContainerApp name '%s'.".formatted(name));
        }
        if (app.path("location").asText().isEmpty()) {
            return ArmError.invalid("LocationRequired", "The location property is required for this definition.");
        }
        if (environment == null) {
            return ArmError.invalid("ManagedEnvironmentNotFound", "The managed environment was not found.");
        }
        if (!environment.isReady() || environment.isGoing()) {
            return ArmError.invalid(
                    "ManagedEnvironmentNotReadyForAppCreation",
                    "The environment's provisioningState is not Succeeded.");
        }
        if (container.path("image").asText().isEmpty()) {
            return ArmError.invalid("ContainerAppImageRequired", "The image of a container is required.");
        }
        ArmError resources = resources(properties, container, environment);
        return resources == null ? secrets(properties, container) : resources;
    }

    private static @Nullable ArmError resources(
            JsonNode properties, JsonNode container, ManagedEnvironment environment) {
        int[] most = MOST.get(
                environment.profileType(properties.path("workloadProfileName").asText()));
        if (most == null) {
            return ArmError.invalid("WorkloadProfileNotFound", "The environment has no GPU profile of that name.");
        }
        JsonNode resources = container.path("resources");
        int memory = Integer.parseInt(resources.path("memory").asText("0Gi").replace("Gi", ""));
        if (!resources.path("cpu").isNumber() || resources.path("cpu").asInt() > most[0] || memory > most[1]) {
            return ArmError.invalid(
                    "ContainerAppInvalidResourceTotal", "The total requested CPU and memory resources are invalid.");
        }
        JsonNode concurrent = properties.at("/template/scale/rules/0/http/metadata/concurrentRequests");
        JsonNode scale = properties.at("/template/scale");
        boolean good = concurrent.isTextual()
                && scale.path("minReplicas").asInt()
                        <= scale.path("maxReplicas").asInt()
                && scale.path("maxReplicas").asInt() >= 1;
        return good ? null : ArmError.invalid("ContainerAppInvalidScaleSpec", "The scale of the app is invalid.");
    }

    private static @Nullable ArmError secrets(JsonNode properties, JsonNode container) {
        Set<String> names = new HashSet<>();
        for (JsonNode secret : properties.at("/configuration/secrets")) {
            String name = secret.path("name").asText();
            boolean good = name.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
                    && !secret.path("value").asText().isEmpty();
            if (!good || !names.add(name)) {
                return ArmError.invalid("ContainerAppSecretInvalid", "Secret '%s' is not valid.".formatted(name));
            }
        }
        for (JsonNode variable : container.path("env")) {
            String secret = variable.path("secretRef").asText();
            if (!secret.isEmpty() && !names.contains(secret)) {
                return ArmError.invalid(
                        "ContainerAppSecretRefNotFound", "SecretRef '%s' was not found.".formatted(secret));
            }
        }
        return null;
    }
}
