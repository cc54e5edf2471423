package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The paths of vLLM that generate nothing: models, health, metrics, tokenize; and the checks all paths share. */
final class PlainAnswers {
    private final EngineSettings settings;
    private final EngineCounters counters;
    private final VectorAnswers vectors;
    private final AudioAnswers audio;
    private final long created = Instant.now().getEpochSecond();

    PlainAnswers(EngineSettings settings, EngineCounters counters) {
        this.settings = settings;
        this.counters = counters;
        this.vectors = new VectorAnswers(settings);
        this.audio = new AudioAnswers(settings);
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException {
        String path = request.path();
        String call = request.method() + " " + path;
        switch (call) {
            case "GET /health", "GET /ping", "POST /ping" -> reply.bytes(200, "text/plain; charset=utf-8", new byte[0]);
            case "GET /v1/models" -> reply.json(200, models());
            case "GET /version" -> reply.json(200, Json.object().put("version", "0.11.0"));
            case "GET /load" -> reply.json(200, Json.object().put("server_load", counters.open()));
            case "GET /metrics" ->
                reply.bytes(
                        200,
                        EngineMetrics.TYPE,
                        EngineMetrics.render(settings, counters).getBytes(StandardCharsets.UTF_8));
            case "POST /tokenize" -> reply.json(200, tokenize(json(request)));
            case "POST /detokenize" -> {
                int[] ids = PromptReader.ids(GenerationReader.required(json(request), "tokens"));
                reply.json(200, Json.object().put("prompt", TokenChain.text(ids)));
            }
            default -> {
                boolean known = Work.isPath(path) || path.matches("/(health|metrics|version|v1/models|(de)?tokenize)");
                reply.json(known ? 405 : 404, Json.object().put("detail", known ? "Method Not Allowed" : "Not Found"));
            }
        }
    }

    void work(Work work, ReceivedRequest request, Reply reply, Pace pace) throws IOException, InterruptedException {
        switch (work) {
            case TRANSCRIPTION -> audio.transcription(request, reply, pace);
            case SPEECH -> {
                JsonNode body = json(request);
                checkModel(body.path("model").asText(settings.model()));
                audio.speech(body, reply, pace);
            }
            default -> {
                JsonNode body = json(request);
                checkModel(body.path("model").asText(settings.model()));
                pace.prefill(body.toString().length() / 2);
                reply.json(200, vectors.answer(work, body));
            }
        }
    }

    /** vLLM guards only {@code /v1} and its like; the rest is open. */
    void authorize(ReceivedRequest request) throws RefusedException {
        String key = settings.apiKey();
        if (key != null
                && request.path().matches("/(v1|v2|inference)(/.*)?")
                && !("Bearer " + key).equals(request.header("authorization"))) {
            throw new RefusedException(401, "Unauthorized", null);
        }
    }

    void checkModel(String model) throws RefusedException {
        if (!model.equals(settings.model())) {
            throw new RefusedException(404, "The model `" + model + "` does not exist.", "model");
        }
    }

    JsonNode json(ReceivedRequest request) throws IOException {
        try {
            return request.json();
        } catch (JsonProcessingException e) {
            throw RefusedException.badRequest(
                    "[{'type': 'json_invalid', 'loc': ('body', 0), 'msg': 'JSON decode error'}]", null);
        }
    }

    void refuse(ReceivedRequest request, Reply reply, RefusedException refused) throws IOException {
        if (refused.status() == 401) {
            reply.json(401, Json.object().put("error", "Unauthorized"));
        } else if (request.path().equals("/v1/messages")) {
            EngineErrors.sendAnthropic(reply, refused);
        } else {
            EngineErrors.send(reply, settings, refused);
        }
    }

    private ObjectNode tokenize(JsonNode body) throws RefusedException {
        PromptReader reader = new PromptReader(settings.traits());
        int[] ids = body.has("messages")
                ? reader.chat(body)
                : reader.text(GenerationReader.required(body, "prompt").asText());
        ObjectNode answer = Json.object().put("count", ids.length).put("max_model_len", settings.maxModelLen());
        answer.set("tokens", AnswerFormat.array(ids));
        return answer.putNull("token_strs");
    }

    private ObjectNode models() {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode models = list.putArray("data");
        models.addObject()
                .put("id", settings.model())
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "vllm")
                .put("root", settings.model())
                .putNull("parent")
                .put("max_model_len", settings.maxModelLen())
                .putArray("permission");
        return list;
    }
}
