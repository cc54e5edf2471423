package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Requests the tests send, and a plain client to send them with. */
final class Asks {
    static final String MODEL = EngineSettings.defaults().model();
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Asks() {}

    static ObjectNode chat(String prompt) {
        ObjectNode body = Json.object().put("model", MODEL);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return body;
    }

    static ObjectNode chat(String prompt, int maxTokens, boolean stream) {
        return chat(prompt).put("max_tokens", maxTokens).put("stream", stream);
    }

    static HttpResponse<String> post(FakeEngine engine, String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(engine.rootUri().resolve(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(FakeEngine engine, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(engine.rootUri().resolve(path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }

    /** The ids of a JSON array; none where there is no array. */
    static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).asInt();
        }
        return ids;
    }
}
