package io.skipjack.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.cost.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of a stream with one choice together into the whole answer that a client asked for: a
 * {@code chat.completion} or {@code text_completion}. Text, reasoning and arguments of calls are joined, log probabilities
 * appended, and of anything else the last value counts, so that members we do not know survive. Not thread-safe.
 */
public final class AnswerAssembler {
    private final boolean tokenIds;
    private ObjectNode answer = JsonTexts.MAPPER.createObjectNode();
    private ObjectNode choice = JsonTexts.MAPPER.createObjectNode();
    private ObjectNode message = JsonTexts.MAPPER.createObjectNode();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private String reasoningName = "reasoning_content";
    private boolean chat;
    private long size;

    /** @param tokenIds whether token ids are part of the answer: the client asked for them itself */
    public AnswerAssembler(boolean tokenIds) {
        this.tokenIds = tokenIds;
    }

    /** Forgets everything: another engine begins anew. */
    public void restart() {
        answer = JsonTexts.MAPPER.createObjectNode();
        choice = JsonTexts.MAPPER.createObjectNode();
        message = JsonTexts.MAPPER.createObjectNode();
        text.setLength(0);
        reasoning.setLength(0);
        size = 0;
    }

    /** Characters of text, reasoning and arguments so far. */
    public long size() {
        return size;
    }

    private String counted(JsonNode said) {
        String text = said.asText("");
        size += text.length();
        return text;
    }

    /** Takes the next event, {@code bytes[from, to)}; one that is no chunk is left out. */
    public void add(byte[] bytes, int from, int to) {
        if (JsonTexts.event(bytes, from, to) instanceof ObjectNode chunk) {
            chunk(chunk);
        }
    }

    /**
     * Says what the engine did not come to say.
     *
     * @param finishReason empty when it did
     * @param usage of all legs; null when it is not known
     */
    public void end(String finishReason, @Nullable Usage usage) {
        if (!finishReason.isEmpty()) {
            choice.put("finish_reason", finishReason);
        }
        if (usage != null && !answer.path("usage").isObject()) {
            answer.putObject("usage")
                    .put("prompt_tokens", usage.promptTokens())
                    .put("total_tokens", usage.promptTokens() + usage.completionTokens())
                    .put("completion_tokens", usage.completionTokens());
        }
    }

    private void chunk(ObjectNode chunk) {
        if (!tokenIds) {
            chunk.remove("prompt_token_ids");
        }
        chat |= chunk.path("object").asText().startsWith("chat.");
        JsonNode first = chunk.path("choices").path(0);
        for (Map.Entry<String, JsonNode> member : chunk.properties()) {
            boolean fresh = !answer.has(member.getKey());
            if (!member.getKey().equals("choices")
                    && (fresh || !member.getValue().isNull())) {
                answer.set(member.getKey(), member.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> member : first.properties()) {
            inChoice(member.getKey(), member.getValue());
        }
    }

    private void inChoice(String name, JsonNode value) {
        switch (name) {
            case "token_ids", "prompt_token_ids" -> {
                if (tokenIds) {
                    append(choice, name, value);
                }
            }
            case "delta" -> value.properties().forEach(each -> inMessage(each.getKey(), each.getValue()));
            case "text" -> text.append(counted(value));
            case "logprobs" -> append(choice, name, value);
            default -> {
                if (!choice.has(name) || !value.isNull()) {
                    choice.set(name, value);
                }
            }
        }
    }

    private void inMessage(String name, JsonNode value) {
        switch (name) {
            case "content" -> text.append(counted(value));
            case "reasoning_content", "reasoning" -> {
                reasoningName = name;
                reasoning.append(counted(value));
            }
            case "tool_calls" -> value.forEach(this::call);
            default -> {
                if (!message.has(name) || !value.isNull()) {
                    message.set(name, value);
                }
            }
        }
    }

    /** Log probabilities come as an object of arrays, token ids as an array: each chunk's follow those before it. */
    private static void append(ObjectNode to, String name, JsonNode value) {
        JsonNode known = to.path(name);
        if (value instanceof ArrayNode more && known instanceof ArrayNode all) {
            all.addAll(more);
        } else if (value instanceof ObjectNode more && known instanceof ObjectNode all) {
            more.properties().forEach(each -> append(all, each.getKey(), each.getValue()));
        } else if (!to.has(name) || !value.isNull()) {
            to.set(name, value.deepCopy());
        }
    }

    /** The beginning of a call has its id and name, each further piece more of its arguments. */
    private void call(JsonNode piece) {
        ArrayNode calls = message.withArrayProperty("tool_calls");
        int index = Math.min(piece.path("index").asInt(calls.size()), calls.size());
        if (index == calls.size()) {
            ObjectNode begun = calls.addObject();
            piece.properties().stream()
                    .filter(each -> !each.getKey().equals("index"))
                    .forEach(each -> begun.set(each.getKey(), each.getValue().deepCopy()));
        } else if (calls.get(index).path("function") instanceof ObjectNode function) {
            JsonNode more = piece.path("function").path("arguments");
            function.put("arguments", function.path("arguments").asText("") + counted(more));
        }
    }

    /** The answer as JSON. */
    public byte[] whole() {
        ObjectNode whole = answer.deepCopy();
        whole.put("object", chat ? "chat.completion" : "text_completion");
        ObjectNode only = JsonTexts.MAPPER.createObjectNode();
        only.put("index", 0);
        if (chat) {
            only.set("message", message());
        } else {
            only.put("text", text.toString());
        }
        only.setAll(choice);
        whole.putArray("choices").add(only);
        return JsonTexts.bytes(whole);
    }

    private ObjectNode message() {
        ObjectNode said = JsonTexts.MAPPER.createObjectNode();
        said.put("role", message.path("role").asText("assistant"));
        if (text.isEmpty() && (message.has("tool_calls") || !reasoning.isEmpty())) {
            said.putNull("content");
        } else {
            said.put("content", text.toString());
        }
        said.putNull("refusal"); // OpenAI's clients want it there; no stream of an engine's has it
        if (!reasoning.isEmpty()) {
            said.put(reasoningName, reasoning.toString());
        }
        message.properties().stream()
                .filter(each -> !each.getKey().equals("role"))
                .forEach(each -> said.set(each.getKey(), each.getValue()));
        return said;
    }
}
