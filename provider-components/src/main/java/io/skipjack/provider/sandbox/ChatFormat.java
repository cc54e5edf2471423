package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code chat.completion} and {@code chat.completion.chunk}, with tool calls, log probabilities and token ids. */
final class ChatFormat extends AnswerFormat {
    private final String prefix;
    private final String callId = "chatcmpl-tool-" + id.substring(id.length() - 12);

    ChatFormat(GenerationRequest request) {
        super(request, "chatcmpl-");
        prefix = "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created + ",\"model\":\""
                + model + "\",\"choices\":[";
    }

    @Override
    void opening(Events events, List<Sequence> sequences) throws IOException {
        for (Sequence each : sequences) {
            String promptIds = request.tokenIds() ? ",\"prompt_token_ids\":" + array(each.promptIds()) : "";
            events.data(prefix + choice(each, "{\"role\":\"assistant\",\"content\":\"\"}", "null") + "]" + promptIds
                    + suffix(each));
            if (each.calls() && each.opensCall()) {
                events.data(prefix + choice(each, callOpens(), "null") + "]" + suffix(each));
            }
        }
    }

    private String callOpens() {
        return "{\"tool_calls\":[{\"id\":\"" + callId + "\",\"type\":\"function\",\"index\":0,\"function\":{\"name\":"
                + quoted(request.tool()) + ",\"arguments\":\"{\\\"text\\\": \\\"\"}}]}";
    }

    @Override
    void piece(Events events, Sequence sequence, String text, @Nullable String finish) throws IOException {
        if (request.hasParts()) {
            parts(events, sequence, deltas(sequence), finish);
        } else {
            chunk(events, sequence, "{\"content\":\"" + text + "\"}", true, finish);
        }
    }

    @Override
    void ending(Events events, Sequence sequence, String text) throws IOException {
        List<String> deltas =
                request.hasParts() ? deltas(sequence) : new ArrayList<>(List.of("{\"content\":\"" + text + "\"}"));
        if (sequence.callOpened()) {
            deltas.add(arguments("\\\"}"));
        }
        parts(events, sequence, deltas, finish(sequence));
    }

    /** Reasoning, content and the call in that order, whichever the last piece of text has. */
    private List<String> deltas(Sequence sequence) {
        List<String> deltas = new ArrayList<>(1);
        if (!sequence.thought().isEmpty()) {
            deltas.add("{\"reasoning_content\":" + quoted(sequence.thought()) + "}");
        }
        if (!sequence.content().isEmpty()) {
            deltas.add("{\"content\":" + quoted(sequence.content()) + "}");
        }
        if (!sequence.call().isEmpty()) {
            if (sequence.opensCall()) {
                deltas.add(callOpens());
            }
            deltas.add(arguments(Json.escape(Json.escape(sequence.call()))));
        }
        return deltas;
    }

    /** The first chunk carries the ids of all, the last the end; as by vLLM, nothing is said of a piece without either. */
    private void parts(Events events, Sequence sequence, List<String> deltas, @Nullable String finish)
            throws IOException {
        if (deltas.isEmpty() && (finish != null || request.tokenIds() || request.logprobs() != null)) {
            deltas.add("{}");
        }
        for (int i = 0; i < deltas.size(); i++) {
            chunk(events, sequence, deltas.get(i), i == 0, i == deltas.size() - 1 ? finish : null);
        }
    }

    private void chunk(Events events, Sequence sequence, String delta, boolean withIds, @Nullable String finish)
            throws IOException {
        String ids = request.tokenIds() ? ",\"token_ids\":" + (withIds ? ids(sequence) : "[]") : "";
        String end = finish == null ? "null" : quoted(finish) + ",\"stop_reason\":" + quoted(sequence.stopText());
        Integer alternatives = request.logprobs();
        String logprobs = alternatives == null || !withIds || sequence.chunk() == 0
                ? "null"
                : Logprobs.chat(sequence.chunkIds(), alternatives).toString();
        events.data(prefix + "{\"index\":" + sequence.index() + ",\"delta\":" + delta + ",\"logprobs\":" + logprobs
                + ",\"finish_reason\":" + end + ids + "}]" + suffix(sequence));
    }

    private static @Nullable String finish(Sequence sequence) {
        String reason = sequence.finish();
        return sequence.callOpened() && reason != null && reason.matches("stop|length") ? "tool_calls" : reason;
    }

    private static String arguments(String escapedTwice) {
        return "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + escapedTwice + "\"}}]}";
    }

    private static String choice(Sequence sequence, String delta, String finish) {
        return "{\"index\":" + sequence.index() + ",\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":"
                + finish + "}";
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
        sequence.gather();
        boolean calls = sequence.calls() && sequence.opensCall();
        ObjectNode message =
                choice.put("index", sequence.index()).putObject("message").put("role", "assistant");
        message.put("content", request.hasParts() && sequence.content().isEmpty() ? null : sequence.content());
        message.putNull("refusal").putNull("annotations").putNull("audio").putNull("function_call");
        ArrayNode toolCalls = message.putArray("tool_calls");
        if (calls) {
            toolCalls
                    .addObject()
                    .put("id", callId)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", request.tool())
                    .put("arguments", "{\"text\": \"" + Json.escape(sequence.call()) + "\"}");
        }
        message.put("reasoning_content", sequence.thought().isEmpty() ? null : sequence.thought());
        Integer alternatives = request.logprobs();
        choice.set("logprobs", alternatives == null ? null : Logprobs.chat(sequence.ids(), alternatives));
        choice.put("finish_reason", finish(sequence));
        choice.put("stop_reason", sequence.stopText());
        choice.set("token_ids", request.tokenIds() ? array(sequence.ids()) : null);
    }
}
