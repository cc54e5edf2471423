package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Embeddings, rerank and score: numbers between -1 and 1 drawn from the chain, the same for the same text. */
final class VectorAnswers {
    private static final int DIMENSIONS = 16;

    private final EngineSettings settings;

    VectorAnswers(EngineSettings settings) {
        this.settings = settings;
    }

    ObjectNode answer(Work work, JsonNode body) throws IOException {
        return switch (work) {
            case EMBEDDINGS -> embeddings(body);
            case RERANK -> rerank(body);
            default -> score(body);
        };
    }

    private ObjectNode embeddings(JsonNode body) throws RefusedException {
        List<int[]> inputs = new PromptReader(settings.traits()).completion(GenerationReader.required(body, "input"));
        int dimensions = body.path("dimensions").asInt(DIMENSIONS);
        boolean base64 = body.path("encoding_format").asText().equals("base64");
        ObjectNode answer = list("embd-");
        int tokens = 0;
        ArrayNode entries = answer.putArray("data");
        for (int[] input : inputs) {
            ObjectNode entry =
                    entries.addObject().put("index", entries.size() - 1).put("object", "embedding");
            embed(entry, TokenChain.answer(input, dimensions), base64);
            tokens += input.length;
        }
        answer.set("usage", AnswerFormat.usage(tokens, 0));
        return answer;
    }

    private static void embed(ObjectNode entry, int[] ids, boolean base64) {
        ByteBuffer packed = ByteBuffer.allocate(ids.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ArrayNode floats = Json.MAPPER.createArrayNode();
        for (int id : ids) {
            packed.putFloat(number(id));
            floats.add(number(id));
        }
        if (base64) {
            entry.put("embedding", Base64.getEncoder().encodeToString(packed.array()));
        } else {
            entry.set("embedding", floats);
        }
    }

    private ObjectNode rerank(JsonNode body) throws RefusedException {
        String query = GenerationReader.required(body, "query").asText();
        List<String> documents = GenerationReader.texts(GenerationReader.required(body, "documents"));
        ObjectNode answer = Json.object().put("id", id("rerank-")).put("model", settings.model());
        ArrayNode results = answer.putArray("results");
        for (int i = 0; i < documents.size(); i++) {
            ObjectNode result = results.addObject().put("index", i);
            result.putObject("document").put("text", documents.get(i));
            result.put("relevance_score", score(query, documents.get(i)));
        }
        answer.putObject("usage").put("total_tokens", tokens(query, documents));
        return answer;
    }

    private ObjectNode score(JsonNode body) throws RefusedException {
        String first = GenerationReader.texts(GenerationReader.required(body, "text_1"))
                .getFirst();
        List<String> seconds = GenerationReader.texts(GenerationReader.required(body, "text_2"));
        ObjectNode answer = list("score-");
        ArrayNode scores = answer.putArray("data");
        for (String second : seconds) {
            scores.addObject()
                    .put("index", scores.size() - 1)
                    .put("object", "score")
                    .put("score", score(first, second));
        }
        answer.set("usage", AnswerFormat.usage(tokens(first, seconds), 0));
        return answer;
    }

    private ObjectNode list(String idPrefix) {
        return Json.object()
                .put("id", id(idPrefix))
                .put("object", "list")
                .put("created", Instant.now().getEpochSecond())
                .put("model", settings.model());
    }

    private static double score(String one, String other) {
        return Math.abs(number(TokenChain.next(TokenChain.encode(one + "\n" + other))));
    }

    private static int tokens(String one, List<String> others) {
        return TokenChain.encode(one + String.join("", others)).length;
    }

    private static float number(int id) {
        return (id % 2001 - 1000) / 1000f;
    }

    private static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
