package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The management API: what is asked is found by method and path. */
final class Management {
    private static final String MODELS = "/v1/models";
    private static final Duration LONGEST_LOG = Duration.ofDays(7);

    private final Models models;

    Management(Models models) {
        this.models = models;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException, BasetenException {
        String path = request.path();
        switch (request.method() + " " + path) {
            case "GET /v1/models" -> reply.json(200, models.list(request.parameter("name")));
            case "POST /v1/models" ->
                reply.json(200, models.create(body(request).path("source")));
            case "POST /v1/prepare_model_upload" -> reply.json(200, models.prepare(body(request)));
            case "POST /v1/secrets" -> secret(body(request), reply);
            case "GET /v1/instance_type_prices" -> reply.json(200, prices());
            default -> {
                if (!path.startsWith(MODELS + "/")) {
                    throw BasetenException.absent("path");
                }
                String[] parts = path.substring(MODELS.length() + 1).split("/", -1);
                model(request, parts, reply);
            }
        }
    }

    private void model(ReceivedRequest request, String[] parts, Reply reply) throws IOException, BasetenException {
        String rest = String.join("/", List.of(parts).subList(1, parts.length));
        PretendModel model = models.find(parts[0]);
        switch (request.method() + " " + rest.replaceFirst("^deployments/[^/]+", "deployments/ID")) {
            case "DELETE " -> {
                models.delete(parts[0]);
                reply.json(200, Json.object().put("id", parts[0]).put("deleted", true));
            }
            case "GET deployments" -> reply.json(200, model.listDeployments());
            case "POST deployments" ->
                reply.json(200, models.push(parts[0], body(request).path("source")));
            case "DELETE deployments/ID" -> {
                model.deleteDeployment(parts[2]);
                reply.json(200, Json.object().put("id", parts[2]).put("deleted", true));
            }
            case "POST deployments/ID/activate" -> reply.json(200, Json.object().put("success", true));
            case "PATCH environments/production" -> {
                model.scale(body(request).path("autoscaling_settings"));
                reply.json(200, Json.object().put("status", "ACCEPTED").put("message", ""));
            }
            case "GET environments/production/logs" -> reply.json(200, logs(request));
            default -> throw BasetenException.absent("path");
        }
    }

    private void secret(JsonNode body, Reply reply) throws IOException, BasetenException {
        models.putSecret(body.path("name").asText(), body.path("value").asText());
        reply.json(
                200,
                Json.object()
                        .put("name", body.path("name").asText())
                        .put("created_at", Instant.now().toString()));
    }

    /** As careless programs write them. */
    private ObjectNode logs(ReceivedRequest request) throws BasetenException {
        long since = Long.parseLong(request.parameter("start_epoch_millis"));
        if (Instant.ofEpochMilli(since).isBefore(Instant.now().minus(LONGEST_LOG))) {
            throw BasetenException.bad("the window from start to end must not exceed 7 days");
        }
        ObjectNode answer = Json.object();
        ArrayNode lines = answer.putArray("logs");
        for (String line :
                List.of("loading the model", "HF_TOKEN=" + models.secrets(), "Application startup complete.")) {
            lines.addObject()
                    .put("timestamp", Long.toString(Instant.now().toEpochMilli() * 1_000_000L))
                    .put("message", line)
                    .put("replica", "abcde");
        }
        return answer;
    }

    /** Dollars a minute, from baseten.co/pricing in 2026. */
    private static ObjectNode prices() {
        ObjectNode answer = Json.object();
        ArrayNode types = answer.putArray("instance_types");
        type(types, "CPU 1x2", "", 0, 0.00058);
        type(types, "T4x4x16", "T4", 1, 0.01052);
        type(types, "L4x4x16", "L4", 1, 0.01414);
        type(types, "L4x8x32", "L4", 1, 0.01900);
        type(types, "L4:2x24x96", "L4", 2, 0.04002);
        type(types, "A10Gx4x16", "A10G", 1, 0.02012);
        type(types, "A100x12x144", "A100", 1, 0.06667);
        type(types, "H100MIGx13x117", "H100_40GB", 1, 0.06250);
        type(types, "H100x26x234", "H100", 1, 0.10833);
        type(types, "B200x24x350", "B200", 1, 0.16633);
        return answer;
    }

    private static void type(ArrayNode types, String name, String gpu, int count, double price) {
        ObjectNode each = types.addObject().put("price", price);
        each.putObject("instance_type")
                .put("id", name)
                .put("name", name)
                .put("gpu_type", gpu.isEmpty() ? null : gpu)
                .put("gpu_count", count);
    }

    private static ObjectNode body(ReceivedRequest request) throws IOException, BasetenException {
        return request.jsonObject().orElseThrow(() -> BasetenException.bad("the body must be a JSON object"));
    }
}
