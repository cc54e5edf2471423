package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a stream of one choice has said, chat or completion. */
record Streamed(List<JsonNode> events) {
    private static final String CHAT = "/v1/chat/completions";

    static Streamed chat(FakeEngine engine, ObjectNode body) throws Exception {
        return of(engine, CHAT, body);
    }

    static Streamed completion(FakeEngine engine, ObjectNode body) throws Exception {
        return of(engine, "/v1/completions", body);
    }

    private static Streamed of(FakeEngine engine, String path, ObjectNode body) throws Exception {
        var answer = Asks.post(engine, path, body.put("stream", true));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Streamed(RawClient.events(answer.body()));
    }

    /** A chat whose last message is what the engine is said to have said. */
    static ObjectNode continued(ObjectNode chat, String said) {
        ObjectNode body = chat.deepCopy().put("continue_final_message", true).put("add_generation_prompt", false);
        body.withArray("messages").addObject().put("role", "assistant").put("content", said);
        return body;
    }

    /** A completion whose prompt is ids. */
    static ObjectNode after(int[]... ids) {
        ObjectNode body = Json.object()
                .put("model", Asks.MODEL)
                .put("return_token_ids", true)
                .putNull("max_tokens");
        body.set("prompt", AnswerFormat.array(TokenChain.concat(ids)));
        return body;
    }

    String text() {
        return text("/choices/0/delta/content") + text("/choices/0/text");
    }

    String reasoning() {
        return text("/choices/0/delta/reasoning_content");
    }

    String arguments() {
        return text("/choices/0/delta/tool_calls/0/function/arguments");
    }

    private String text(String pointer) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.at(pointer).asText("")));
        return text.toString();
    }

    int[] ids() {
        List<int[]> ids = new ArrayList<>();
        events.forEach(event -> ids.add(Asks.ids(event.at("/choices/0/token_ids"))));
        return TokenChain.concat(ids.toArray(int[][]::new));
    }

    /** What had come when so many ids had come. */
    Streamed upTo(int ids) {
        int count = 0;
        List<JsonNode> before = new ArrayList<>();
        for (JsonNode event : events) {
            count += event.at("/choices/0/token_ids").size();
            if (count > ids) {
                break;
            }
            before.add(event);
        }
        return new Streamed(before);
    }

    int[] promptIds() {
        JsonNode first = events.getFirst();
        return Asks.ids(
                first.has("prompt_token_ids")
                        ? first.path("prompt_token_ids")
                        : first.at("/choices/0/prompt_token_ids"));
    }

    String finish() {
        List<String> reasons = events.stream()
                .map(event -> event.at("/choices/0/finish_reason").asText(""))
                .filter(reason -> !reason.isEmpty() && !reason.equals("null"))
                .toList();
        return String.join(",", reasons);
    }

    static int[] first(int[] ids, int count) {
        return Arrays.copyOf(ids, count);
    }
}
