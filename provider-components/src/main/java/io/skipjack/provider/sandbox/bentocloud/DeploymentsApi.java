package io.skipjack.provider.sandbox.bentocloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/deployments}: RestApiClientV2 of client.py, seen from the other side. */
final class DeploymentsApi {
    static final String PATH = "/api/v2/deployments";

    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int USUAL_COUNT = 20;

    private final Map<String, PretendDeployment> deployments = new TreeMap<>();
    private final FarEndSettings settings;
    private final String gateway;
    private boolean sayAbsentAsBefore;

    /** @param gateway URL that names of deployments are put after */
    DeploymentsApi(FarEndSettings settings, String gateway) {
        this.settings = settings;
        this.gateway = gateway;
    }

    synchronized List<PretendDeployment> all() {
        return new ArrayList<>(deployments.values());
    }

    synchronized @Nullable PretendDeployment find(String name) {
        return deployments.get(name);
    }

    synchronized void sayAbsentAsBefore() {
        sayAbsentAsBefore = true;
    }

    synchronized void answer(ReceivedRequest request, Reply reply) throws IOException, Problem {
        String rest = request.path().substring(PATH.length());
        if (rest.isEmpty()) {
            switch (request.method()) {
                case "GET" -> reply.json(200, list(request));
                case "POST" -> reply.json(200, json(create(body(request))));
                default -> throw new Problem(405, "method not allowed");
            }
            return;
        }
        String[] parts = rest.substring(1).split("/", -1);
        PretendDeployment deployment = deployments.get(parts[0]);
        if (deployment == null) {
            throw new Problem(sayAbsentAsBefore ? 400 : 404, "get deployment: record not found");
        }
        act(request.method() + (parts.length == 1 ? "" : " " + parts[1]), deployment, request);
        reply.json(200, json(deployment));
    }

    private void act(String action, PretendDeployment deployment, ReceivedRequest request) throws Problem {
        switch (action) {
            case "GET" -> {}
            case "PUT" -> {
                JsonNode body = body(request);
                DeploymentRules.check(body);
                deployment.change(body);
            }
            case "POST terminate" -> deployment.terminate();
            case "DELETE" -> delete(deployment);
            default -> throw new Problem(404, "page not found");
        }
    }

    private PretendDeployment create(JsonNode body) throws Problem {
        DeploymentRules.check(body);
        String name = body.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw Problem.bad("invalid deployment name '%s'".formatted(name));
        }
        if (deployments.containsKey(name)) {
            throw new Problem(409, "deployment %s already exists".formatted(name));
        }
        PretendDeployment deployment = new PretendDeployment(name, body, settings);
        deployments.put(name, deployment);
        return deployment;
    }

    /** As in Yatai's services/deployment.go, except that there one may also forget a deployment that still terminates. */
    private void delete(PretendDeployment deployment) throws Problem {
        if (!deployment.status().equals("terminated")) {
            throw Problem.bad("deployment is not terminated");
        }
        deployments.remove(deployment.name());
        deployment.close();
    }

    private ObjectNode list(ReceivedRequest request) {
        int start = query(request, "start", 0);
        int count = query(request, "count", USUAL_COUNT);
        ObjectNode page = Json.object().put("start", start).put("count", count).put("total", deployments.size());
        ArrayNode items = page.putArray("items");
        deployments.values().stream().skip(start).limit(count).map(this::json).forEach(items::add);
        return page;
    }

    private ObjectNode json(PretendDeployment deployment) {
        return deployment.json(gateway + deployment.name());
    }

    private static int query(ReceivedRequest request, String name, int otherwise) {
        String value = request.parameter(name);
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }

    private static JsonNode body(ReceivedRequest request) throws Problem {
        if (!"application/json".equals(request.header("content-type"))) {
            throw new Problem(415, "content type must be application/json");
        }
        try {
            return request.json();
        } catch (IOException e) {
            throw Problem.bad("invalid JSON");
        }
    }
}
