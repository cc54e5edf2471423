package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FarEndSettings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An environment: half an hour until it is there (as Tuna's own code allows for), ten minutes until it is gone. */
final class ManagedEnvironment {
    private static final Duration MAKING = Duration.ofMinutes(30);
    private static final Duration DELETION = Duration.ofMinutes(10);
    private static final Set<String> GPUS = Set.of("Consumption-GPU-NC8as-T4", "Consumption-GPU-NC24-A100");

    private final String id;
    private final FarEndSettings settings;
    private final long readyAt;
    private ObjectNode given;
    private long goneAt = Long.MAX_VALUE;

    ManagedEnvironment(String id, FarEndSettings settings, ObjectNode given) {
        this.id = id;
        this.settings = settings;
        this.given = given;
        this.readyAt = System.nanoTime() + settings.paced(MAKING).toNanos();
    }

    /** What is wrong with a body; null when nothing is. */
    static @Nullable ArmError wrong(JsonNode given) {
        if (given.path("location").asText().isEmpty()) {
            return ArmError.invalid("LocationRequired", "The location property is required for this definition.");
        }
        for (JsonNode profile : given.at("/properties/workloadProfiles")) {
            String type = profile.path("workloadProfileType").asText();
            if (profile.path("name").asText().length() > 15) {
                return ArmError.invalid(
                        "WorkloadProfileInvalidNameTooLong", "A workload profile's name may have 15 characters.");
            }
            if (!type.equals("Consumption") && !GPUS.contains(type)) {
                return ArmError.invalid(
                        "WorkloadProfileTypeNotSupported",
                        "Workload profile type '%s' is not supported.".formatted(type));
            }
            if (profile.has("minimumCount") || profile.has("maximumCount")) {
                return ArmError.invalid(
                        "WorkloadProfilePropertyNotSupported",
                        "Workload Profile property 'MinimumCount' is not supported for %s.".formatted(type));
            }
        }
        return null;
    }

    String id() {
        return id;
    }

    String name() {
        return id.replaceFirst(".*/", "");
    }

    void tag(JsonNode tags) {
        given.set("tags", tags);
    }

    void delete() {
        if (goneAt == Long.MAX_VALUE) {
            goneAt = System.nanoTime() + settings.paced(DELETION).toNanos();
        }
    }

    boolean isReady() {
        return System.nanoTime() - readyAt >= 0;
    }

    boolean isGoing() {
        return goneAt != Long.MAX_VALUE;
    }

    boolean isGone() {
        return isGoing() && System.nanoTime() - goneAt >= 0;
    }

    /** The type of the profile of that name; empty when it has none. */
    String profileType(String profile) {
        for (JsonNode each : given.at("/properties/workloadProfiles")) {
            if (each.path("name").asText().equals(profile)) {
                return each.path("workloadProfileType").asText();
            }
        }
        return "";
    }

    ObjectNode json() {
        ObjectNode json = given.deepCopy();
        json.put("id", id).put("name", name()).put("type", "Microsoft.App/managedEnvironments");
        String state = isGoing() ? "ScheduledForDelete" : isReady() ? "Succeeded" : "InfrastructureSetupInProgress";
        json.withObject("/properties")
                .put("provisioningState", state)
                .put("defaultDomain", "wittysea-1234.westus3.azurecontainerapps.io")
                .putNull("deploymentErrors");
        return json;
    }
}
