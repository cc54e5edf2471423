package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Responses API: one message of one text part, whole and as typed events without a final {@code [DONE]}. */
final class ResponsesFormat extends AnswerFormat {
    private final String itemId = "msg_" + id.substring("resp_".length());
    private int sequenceNumber;

    ResponsesFormat(GenerationRequest request) {
        super(request, "resp_");
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        for (String type : List.of("response.created", "response.in_progress")) {
            ObjectNode event = event(type);
            event.set("response", response("in_progress", List.of(), null));
            events.named(type, event.toString());
        }
        ObjectNode added = event("response.output_item.added").put("output_index", 0);
        added.set("item", item("in_progress", null));
        events.named("response.output_item.added", added.toString());
        ObjectNode part = part("response.content_part.added");
        part.set("part", textPart(""));
        events.named("response.content_part.added", part.toString());
    }

    @Override
    void piece(Events events, Sequence sequence, String escaped, @Nullable String finish) throws IOException {
        events.named(
                "response.output_text.delta",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":" + sequenceNumber++ + ",\"item_id\":\""
                        + itemId + "\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + escaped
                        + "\",\"logprobs\":[]}");
        if (finish != null) {
            finished(events, sequence.text());
        }
    }

    @Override
    void ending(Events events, Sequence sequence, String escaped) throws IOException {
        finished(events, sequence.text());
    }

    private void finished(Events events, String text) throws IOException {
        ObjectNode done = part("response.output_text.done").put("text", text);
        done.putArray("logprobs");
        events.named("response.output_text.done", done.toString());
        ObjectNode part = part("response.content_part.done");
        part.set("part", textPart(text));
        events.named("response.content_part.done", part.toString());
        ObjectNode item = event("response.output_item.done").put("output_index", 0);
        item.set("item", item("completed", text));
        events.named("response.output_item.done", item.toString());
    }

    @Override
    void closing(Events events, List<Sequence> sequences) throws IOException {
        ObjectNode event = event("response.completed");
        event.set(
                "response",
                response(status(sequences), sequences, sequences.getFirst().text()));
        events.named("response.completed", event.toString());
    }

    @Override
    ObjectNode whole(List<Sequence> sequences) {
        return response(status(sequences), sequences, sequences.getFirst().text());
    }

    private static String status(List<Sequence> sequences) {
        return "stop".equals(sequences.getFirst().finish()) ? "completed" : "incomplete";
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("sequence_number", sequenceNumber++);
    }

    private ObjectNode part(String type) {
        return event(type).put("item_id", itemId).put("output_index", 0).put("content_index", 0);
    }

    private static ObjectNode textPart(String said) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", said);
        part.putArray("annotations");
        return part.putNull("logprobs");
    }

    private ObjectNode item(String status, @Nullable String said) {
        ObjectNode item = Json.object()
                .put("id", itemId)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant");
        var content = item.putArray("content");
        if (said != null) {
            content.add(textPart(said));
        }
        return item;
    }

    private ObjectNode response(String status, List<Sequence> sequences, @Nullable String said) {
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .put("model", request.model())
                .putNull("error")
                .putNull("instructions")
                .putNull("metadata")
                .put("parallel_tool_calls", true)
                .put("temperature", 1.0)
                .put("tool_choice", "auto")
                .put("top_p", 1.0);
        answer.putArray("tools");
        answer.putNull("incomplete_details");
        if (status.equals("incomplete")) {
            answer.putObject("incomplete_details").put("reason", "max_output_tokens");
        }
        var output = answer.putArray("output");
        if (said != null) {
            output.add(item("completed", said));
        }
        answer.set("usage", sequences.isEmpty() ? null : responsesUsage(sequences));
        return answer;
    }

    private ObjectNode responsesUsage(List<Sequence> sequences) {
        int completion = sequences.stream().mapToInt(Sequence::count).sum();
        ObjectNode usage = Json.object().put("input_tokens", request.promptTokens());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", completion);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        return usage.put("total_tokens", request.promptTokens() + completion);
    }
}
