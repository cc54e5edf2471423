package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages as vLLM speaks them: typed events, and a {@code [DONE]} after {@code message_stop}. */
final class MessagesFormat extends AnswerFormat {
    private final String callId = "toolu_" + id.substring(id.length() - 12);

    MessagesFormat(GenerationRequest request) {
        super(request, "chatcmpl-");
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        ObjectNode start = Json.object().put("type", "message_start");
        start.set("message", message(null, 0));
        events.named("message_start", start.toString());
        ObjectNode block = Json.object().put("type", "content_block_start").put("index", 0);
        block.set("content_block", block(""));
        events.named("content_block_start", block.toString());
        if (request.tool() != null) {
            delta(events, "{\\\"text\\\": \\\"");
        }
    }

    private void delta(Events events, String escaped) throws IOException {
        String delta = request.tool() == null
                ? "{\"type\":\"text_delta\",\"text\":\"" + escaped + "\"}"
                : "{\"type\":\"input_json_delta\",\"partial_json\":\"" + escaped + "\"}";
        events.named("content_block_delta", "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}");
    }

    @Override
    void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException {
        if (!text.isEmpty()) {
            delta(events, request.tool() == null ? text : Json.escape(text));
        }
    }

    @Override
    void ending(Events events, Sequence sequence, String text) throws IOException {
        piece(events, sequence, text, null);
    }

    @Override
    void closing(Events events, List<Sequence> sequences) throws IOException {
        if (request.tool() != null) {
            delta(events, "\\\"}");
        }
        events.named("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta")
                .put("stop_reason", stopReason(sequences.getFirst()))
                .put("stop_sequence", sequences.getFirst().stopText());
        delta.set("usage", usageOf(sequences.getFirst().count()));
        events.named("message_delta", delta.toString());
        events.named("message_stop", "{\"type\":\"message_stop\"}");
        events.done();
    }

    @Override
    ObjectNode whole(List<Sequence> sequences) {
        Sequence said = sequences.getFirst();
        ObjectNode message = message(stopReason(said), said.count());
        ((ArrayNode) message.get("content")).add(block(said.text()));
        return message.put("stop_sequence", said.stopText());
    }

    private ObjectNode block(String text) {
        if (request.tool() == null) {
            return Json.object().put("type", "text").put("text", text);
        }
        ObjectNode block =
                Json.object().put("type", "tool_use").put("id", callId).put("name", request.tool());
        ObjectNode input = block.putObject("input");
        if (!text.isEmpty()) {
            input.put("text", text);
        }
        return block;
    }

    /** Null for what Anthropic has no word for: an answer aborted in the middle. */
    private @Nullable String stopReason(Sequence sequence) {
        String finish = sequence.finish();
        if ("length".equals(finish) && request.tool() == null) {
            return "max_tokens";
        }
        if (!"stop".equals(finish) && !"length".equals(finish)) {
            return null;
        }
        String naturally = request.tool() == null ? "end_turn" : "tool_use";
        return sequence.stopText() == null ? naturally : "stop_sequence";
    }

    private ObjectNode message(@Nullable String stopReason, int outputTokens) {
        ObjectNode message = Json.object().put("id", id).put("type", "message").put("role", "assistant");
        message.putArray("content");
        message.put("model", request.model()).put("stop_reason", stopReason).putNull("stop_sequence");
        message.set("usage", usageOf(outputTokens));
        return message;
    }

    private ObjectNode usageOf(int outputTokens) {
        return Json.object().put("input_tokens", request.promptTokens()).put("output_tokens", outputTokens);
    }
}
