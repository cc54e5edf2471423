package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Lets the router's own service account call a service, and nobody else that was not let in before: read, add, write back
 * with the etag ({@code google.iam.v1.Policy}), so that what others granted meanwhile is not lost. Never public.
 */
final class InvokerPolicy {
    private static final String ROLE = "roles/run.invoker";

    private final RestClient run;

    InvokerPolicy(RestClient run) {
        this.run = run;
    }

    /**
     * Grants it unless it is granted.
     *
     * @param service full name
     * @return the refusal; null when it is granted
     */
    @Nullable
    RestAnswer grant(String service, String member) throws ProviderUnavailableException {
        RestAnswer now = run.get("/v2/%s:getIamPolicy".formatted(service));
        if (!now.isOk()) {
            return now;
        }
        ObjectNode policy = now.json() instanceof ObjectNode known ? known.deepCopy() : policy();
        if (isGranted(policy, member)) {
            return null;
        }
        ArrayNode bindings = policy.path("bindings") instanceof ArrayNode known ? known : policy.putArray("bindings");
        bindings.addObject().put("role", ROLE).putArray("members").add(member);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("policy", policy);
        RestAnswer set = run.post("/v2/%s:setIamPolicy".formatted(service), body);
        if (set.isConflict()) {
            throw new ProviderUnavailableException(
                    "granting %s on %s, somebody else wrote its policy at the same time".formatted(ROLE, service));
        }
        return set.isOk() ? null : set;
    }

    private static ObjectNode policy() {
        return JsonNodeFactory.instance.objectNode().put("version", 1);
    }

    private static boolean isGranted(JsonNode policy, String member) {
        for (JsonNode binding : policy.path("bindings")) {
            boolean ours = binding.path("role").asText().equals(ROLE) && !binding.hasNonNull("condition");
            for (JsonNode each : binding.path("members")) {
                if (ours && each.asText().equals(member)) {
                    return true;
                }
            }
        }
        return false;
    }
}
