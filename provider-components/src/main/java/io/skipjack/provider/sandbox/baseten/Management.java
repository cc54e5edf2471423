package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.LineTimes;
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
    private final Bills bills;
    private final LineTimes lineTimes = new LineTimes();

    Management(Models models, Bills bills) {
        this.models = models;
        this.bills = bills;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException, BasetenException {
        String path = request.path();
        switch (request.method() + " " + path) {
            case "GET /v1/models" -> reply.json(200, models.list(request.parameter("name")));
            case "POST /v1/models" ->
                reply.json(200, models.create(body(request).path("source")));
            case "POST /v1/prepare_model_upload" -> reply.json(200, models.prepare(body(request)));
            case "POST /v1/secrets" -> secret(body(request), reply);
            case "GET /v1/billing/usage_summary" -> reply.json(200, bills.answer(request));
            case "GET /v1/instance_type_prices" -> reply.json(200, InstanceTypes.json());
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
                    .put(
                            "timestamp",
                            Long.toString(lineTimes.at(request.path() + line).toEpochMilli() * 1_000_000L))
                    .put("message", line)
                    .put("replica", "abcde");
        }
        return answer;
    }

    private static ObjectNode body(ReceivedRequest request) throws IOException, BasetenException {
        return request.jsonObject().orElseThrow(() -> BasetenException.bad("the body must be a JSON object"));
    }
}
