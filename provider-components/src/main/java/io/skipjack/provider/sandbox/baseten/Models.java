package io.skipjack.provider.sandbox.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the workspace holds. Safe for many threads. */
final class Models {
    private final FarEndSettings settings;
    private final Bucket bucket;
    private final Map<String, PretendModel> models = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private int number;
    private boolean buildsFail;

    Models(FarEndSettings settings, Bucket bucket) {
        this.settings = settings;
        this.bucket = bucket;
    }

    synchronized void failBuilds() {
        buildsFail = true;
    }

    /** Checks what is to be pushed, and lends a place for it. */
    synchronized ObjectNode prepare(JsonNode body) throws BasetenException {
        if (body.has("name") == body.has("model_id")) {
            throw BasetenException.bad("exactly one of name and model_id is required");
        }
        if (body.has("name")) {
            requireNew(body.path("name").asText());
        } else {
            find(body.path("model_id").asText());
        }
        TrussRules.payload(body.path("deployment"));
        return body.path("dry_run").asBoolean() ? Json.object() : bucket.lend();
    }

    synchronized ObjectNode create(JsonNode source) throws BasetenException {
        JsonNode payload = pushed(source);
        String name = source.path("name").asText();
        requireNew(name);
        String id = "q%05x".formatted(0x3f1a7 + ++number * 4099);
        PretendModel model =
                new PretendModel(new PretendModel.ModelId(id, name), payload.path("config"), settings, buildsFail);
        models.put(id, model);
        return created(model, model.push(payload));
    }

    synchronized ObjectNode push(String id, JsonNode source) throws BasetenException {
        PretendModel model = find(id);
        return created(model, model.push(pushed(source)));
    }

    private JsonNode pushed(JsonNode source) throws BasetenException {
        if (!source.path("kind").asText().equals("model_archive")) {
            throw BasetenException.bad("source.kind must be model_archive or library_listing");
        }
        JsonNode payload = source.path("deployment");
        TrussRules.payload(payload);
        TrussRules.same(payload, bucket.config(source.path("s3_key").asText()));
        for (String secret : (Iterable<String>) payload.path("config").path("secrets")::fieldNames) {
            if (!secrets.containsKey(secret)) {
                throw BasetenException.bad("secret %s does not exist in the workspace".formatted(secret));
            }
        }
        return payload;
    }

    private static ObjectNode created(PretendModel model, ObjectNode deployment) {
        ObjectNode answer = Json.object();
        answer.set("model", model.json());
        answer.set("deployment", deployment);
        return answer;
    }

    private void requireNew(String name) throws BasetenException {
        if (name.isEmpty()
                || models.values().stream().anyMatch(each -> each.name().equals(name))) {
            throw BasetenException.bad("Model with name %s already exists".formatted(name));
        }
    }

    synchronized PretendModel find(String id) throws BasetenException {
        PretendModel model = models.get(id);
        if (model == null) {
            throw BasetenException.absent("model");
        }
        return model;
    }

    synchronized void delete(String id) throws BasetenException {
        find(id).close();
        models.remove(id);
    }

    /** @param name empty for all */
    synchronized ObjectNode list(String name) {
        ObjectNode answer = Json.object();
        ArrayNode listed = answer.putArray("models");
        for (PretendModel each : models.values()) {
            if (name.isEmpty() || each.name().equals(name)) {
                listed.add(each.json());
            }
        }
        return answer;
    }

    synchronized void putSecret(String name, String value) throws BasetenException {
        if (name.isEmpty() || value.isEmpty()) {
            throw BasetenException.bad("name and value are required");
        }
        secrets.put(name, value);
    }

    /** What the programs of a model could print. */
    synchronized String secrets() {
        return String.join(",", secrets.values());
    }

    synchronized List<PretendModel> all() {
        return List.copyOf(models.values());
    }
}
