package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code chat.completion} and {@code chat.completion.chunk}, with tool calls, log probabilities and token ids. */
final class ChatFormat extends AnswerFormat {
    private final String prefix;
    private final String suffix;
    private final String callId = "chatcmpl-tool-" + id.substring(id.length() - 12);

    ChatFormat(GenerationRequest request) {
        super(request, "chatcmpl-");
        prefix = "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created + ",\"model\":\""
                + model + "\",\"choices\":[";
        suffix = request.includeUsage() ? ",\"usage\":null}" : "}";
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        for (Sequence each : sequences) {
            String promptIds = request.tokenIds() ? ",\"prompt_token_ids\":" + array(each.promptIds()) : "";
            events.data(prefix + choice(each, "{\"role\":\"assistant\",\"content\":\"\"}", "null") + "]" + promptIds
                    + suffix);
            if (request.tool() != null) {
                String call = "{\"tool_calls\":[{\"id\":\"" + callId
                        + "\",\"type\":\"function\",\"index\":0,\"function\":{\"name\":" + quoted(request.tool())
                        + ",\"arguments\":\"{\\\"text\\\": \\\"\"}}]}";
                events.data(prefix + choice(each, call, "null") + "]" + suffix);
            }
        }
    }

    @Override
    void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException {
        String end = finish == null ? "null" : quoted(finish) + ",\"stop_reason\":null";
        String ids = request.tokenIds() ? ",\"token_ids\":[" + sequence.lastId() + "]" : "";
        String logprobs =
                request.logprobs() ? logprobs(new int[] {sequence.lastId()}).toString() : "null";
        events.data(prefix + "{\"index\":" + sequence.index() + ",\"delta\":" + delta(text) + ",\"logprobs\":"
                + logprobs + ",\"finish_reason\":" + end + ids + "}]" + suffix);
    }

    @Override
    void ending(Events events, Sequence sequence, String text) throws IOException {
        String delta = request.tool() == null ? delta(text) : arguments("\\\"}");
        String end = quoted(finish(sequence)) + ",\"stop_reason\":" + quoted(sequence.stopText());
        String ids = request.tokenIds() ? ",\"token_ids\":[]" : "";
        events.data(prefix + choice(sequence, delta, end + ids) + "]" + suffix);
    }

    private @Nullable String finish(Sequence sequence) {
        String reason = sequence.finish();
        return request.tool() != null && reason != null && reason.matches("stop|length") ? "tool_calls" : reason;
    }

    private String delta(String text) {
        return request.tool() == null ? "{\"content\":\"" + text + "\"}" : arguments(Json.escape(text));
    }

    private static String arguments(String escapedTwice) {
        return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + escapedTwice + "\"}}]}";
    }

    private static String choice(Sequence sequence, String delta, String finishAndRest) {
        return "{\"index\":" + sequence.index() + ",\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finishAndRest + "}";
    }

    @Override
    void closing(Events events, List<Sequence> sequences) throws IOException {
        if (request.includeUsage()) {
            events.data(prefix + "],\"usage\":" + usage(sequences) + "}");
        }
        events.done();
    }

    @Override
    ObjectNode whole(List<Sequence> sequences) {
        ObjectNode answer = Json.object()
                .put("id", id)
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", request.model());
        ArrayNode choices = answer.putArray("choices");
        sequences.forEach(sequence -> wholeChoice(choices.addObject(), sequence));
        answer.putNull("service_tier").putNull("system_fingerprint");
        answer.set("usage", usage(sequences));
        answer.putNull("prompt_logprobs");
        if (request.tokenIds()) {
            answer.set("prompt_token_ids", array(sequences.getFirst().promptIds()));
        } else {
            answer.putNull("prompt_token_ids");
        }
        return answer.putNull("kv_transfer_params");
    }

    private void wholeChoice(ObjectNode choice, Sequence sequence) {
        ObjectNode message =
                choice.put("index", sequence.index()).putObject("message").put("role", "assistant");
        if (request.tool() == null) {
            message.put("content", sequence.text());
        } else {
            message.putNull("content");
        }
        message.putNull("refusal").putNull("annotations").putNull("audio").putNull("function_call");
        ArrayNode calls = message.putArray("tool_calls");
        if (request.tool() != null) {
            calls.addObject()
                    .put("id", callId)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", request.tool())
                    .put("arguments", "{\"text\": \"" + Json.escape(sequence.text()) + "\"}");
        }
        message.putNull("reasoning_content");
        choice.set("logprobs", request.logprobs() ? logprobs(sequence.ids()) : null);
        choice.put("finish_reason", finish(sequence));
        choice.put("stop_reason", sequence.stopText());
        choice.set("token_ids", request.tokenIds() ? array(sequence.ids()) : null);
    }

    private static ObjectNode logprobs(int[] ids) {
        ObjectNode logprobs = Json.object();
        ArrayNode content = logprobs.putArray("content");
        for (int id : ids) {
            ObjectNode entry =
                    content.addObject().put("token", TokenChain.text(id)).put("logprob", -0.1);
            ArrayNode bytes = entry.putArray("bytes");
            for (byte b : TokenChain.text(id).getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xFF);
            }
            entry.putArray("top_logprobs");
        }
        return logprobs;
    }
}
