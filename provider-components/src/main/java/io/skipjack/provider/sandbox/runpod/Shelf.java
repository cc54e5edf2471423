package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the account holds: endpoints and secrets. Safe for many threads. */
final class Shelf {
    private final FarEndSettings settings;
    private final Map<String, PretendEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, Secret> secrets = new LinkedHashMap<>();
    private final Set<String> soldOut = new HashSet<>();
    private int quota = 100;
    private int number;

    private record Secret(String name, String value) {}

    Shelf(FarEndSettings settings) {
        this.settings = settings;
    }

    synchronized void quota(int workers) {
        quota = workers;
    }

    synchronized int quota() {
        return quota;
    }

    synchronized void sellOut(String gpuType) {
        soldOut.add(gpuType);
    }

    synchronized ObjectNode catalog(boolean withAvailability) {
        ObjectNode answer = Json.object();
        ArrayNode gpus = answer.putArray("gpus");
        GpuType.ALL.forEach(type -> gpus.add(type.json(soldOut.contains(type.id()), withAvailability)));
        return answer;
    }

    synchronized ObjectNode create(ObjectNode body) throws ProblemException {
        EndpointRules.create(body);
        EndpointRules.scaling(body, body.path("type").asText());
        within(body.path("workers").path("max").asInt(3), null);
        String id = "ep%06x".formatted(0x4a7c0 + ++number * 7919);
        PretendEndpoint endpoint = new PretendEndpoint(id, body, settings);
        endpoints.put(id, endpoint);
        return endpoint.json();
    }

    synchronized ObjectNode update(String id, ObjectNode body) throws ProblemException {
        PretendEndpoint endpoint = find(id);
        EndpointRules.update(body);
        EndpointRules.scaling(body, endpoint.kind());
        within(body.path("workers").path("max").asInt(endpoint.workersMax()), endpoint);
        endpoint.update(body);
        return endpoint.json();
    }

    private void within(int wanted, @Nullable PretendEndpoint changed) throws ProblemException {
        int others = endpoints.values().stream()
                .filter(each -> each != changed)
                .mapToInt(PretendEndpoint::workersMax)
                .sum();
        if (others + wanted > quota) {
            throw ProblemException.overQuota(quota);
        }
    }

    synchronized PretendEndpoint find(String id) throws ProblemException {
        PretendEndpoint endpoint = endpoints.get(id);
        if (endpoint == null) {
            throw ProblemException.absent();
        }
        return endpoint;
    }

    synchronized void delete(String id) throws ProblemException {
        find(id).close();
        endpoints.remove(id);
    }

    synchronized ObjectNode listEndpoints() {
        ObjectNode answer = Json.object();
        ArrayNode listed = answer.putArray("endpoints");
        endpoints.values().forEach(each -> listed.add(each.json()));
        return answer;
    }

    synchronized Collection<PretendEndpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    synchronized ObjectNode createSecret(String name, String value) throws ProblemException {
        if (!name.matches("[a-zA-Z_][a-zA-Z0-9_.\\-/]{0,190}")
                || name.toUpperCase(java.util.Locale.ROOT).startsWith("RUNPOD")) {
            throw ProblemException.invalid("name must match ^[a-zA-Z_][a-zA-Z0-9_.\\-/]*$");
        }
        if (value.isEmpty()) {
            throw ProblemException.invalid("value is required");
        }
        if (secrets.values().stream().anyMatch(each -> each.name().equals(name))) {
            throw ProblemException.conflict("a secret of this name exists");
        }
        String id = "sec%04x".formatted(0x3b1 + ++number * 271);
        secrets.put(id, new Secret(name, value));
        return Json.object().put("id", id).put("name", name);
    }

    synchronized void updateSecret(String id, String value) throws ProblemException {
        Secret secret = secrets.get(id);
        if (secret == null) {
            throw ProblemException.absent();
        }
        secrets.put(id, new Secret(secret.name(), value));
    }

    synchronized void deleteSecret(String id) throws ProblemException {
        if (secrets.remove(id) == null) {
            throw ProblemException.absent();
        }
    }

    synchronized ObjectNode listSecrets() {
        ObjectNode answer = Json.object();
        ArrayNode listed = answer.putArray("secrets");
        secrets.forEach((id, secret) -> listed.addObject().put("id", id).put("name", secret.name()));
        return answer;
    }

    /** What a worker finds in place of the reference in its environment. */
    synchronized String token(PretendEndpoint endpoint) {
        return secrets.values().stream()
                .filter(each -> each.name().equals(endpoint.name()))
                .map(Secret::value)
                .findFirst()
                .orElse("");
    }

    synchronized List<String> inventory() {
        List<String> lines = new ArrayList<>();
        endpoints.values().forEach(each -> lines.add("endpoint " + each.name()));
        secrets.values().forEach(each -> lines.add("secret " + each.name()));
        return lines;
    }
}
