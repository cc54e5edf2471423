package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the four request shapes into one {@link GenerationRequest}; unknown fields are accepted silently, as by vLLM. */
final class GenerationReader {
    /** As vLLM's VLLM_MAX_N_SEQUENCES. */
    private static final int MAX_CHOICES = 16_384;

    private GenerationReader() {}

    static GenerationRequest read(Form form, JsonNode body, String defaultModel) throws RefusedException {
        if (!body.isObject()) {
            throw RefusedException.badRequest("Input should be a valid dictionary", null);
        }
        List<int[]> prompts = switch (form) {
            case CHAT, MESSAGES -> List.of(chatPrompt(body));
            case RESPONSES -> List.of(responsesPrompt(body));
            case COMPLETION -> completionPrompts(required(body, "prompt"));
        };
        return new GenerationRequest(
                form,
                body.path("model").asText(defaultModel),
                prompts,
                maxTokens(form, body),
                choices(body),
                texts(body.has("stop_sequences") ? body.path("stop_sequences") : body.path("stop")),
                form == Form.CHAT || form == Form.MESSAGES ? tool(body) : null,
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false),
                body.path("return_token_ids").asBoolean(false),
                body.path("echo").asBoolean(false),
                body.path("logprobs").asBoolean(false) || body.path("logprobs").asInt(0) > 0);
    }

    private static int choices(JsonNode body) throws RefusedException {
        int n = body.path("n").asInt(1);
        if (n < 1 || n > MAX_CHOICES) {
            throw RefusedException.badRequest("n must be between 1 and " + MAX_CHOICES + ", got " + n + ".", "n");
        }
        return n;
    }

    private static @Nullable Integer maxTokens(Form form, JsonNode body) throws RefusedException {
        for (String name : List.of("max_completion_tokens", "max_tokens", "max_output_tokens")) {
            JsonNode value = body.path(name);
            if (value.isNumber()) {
                int least = form == Form.COMPLETION ? 0 : 1;
                if (value.asInt() < least) {
                    throw RefusedException.badRequest(
                            name + " must be at least " + least + ", got " + value.asText() + ".", name);
                }
                return value.asInt();
            }
        }
        return null;
    }

    /** The ids of a chat; the last assistant turn stays open when the caller asks to continue it. */
    static int[] chatPrompt(JsonNode body) throws RefusedException {
        List<int[]> turns = new ArrayList<>();
        if (body.has("system")) {
            turns.add(TokenChain.turn("system", content(body.path("system"))));
        }
        required(body, "messages")
                .forEach(message ->
                        turns.add(TokenChain.turn(message.path("role").asText(), content(message.path("content")))));
        boolean goesOn = body.path("continue_final_message").asBoolean(false);
        boolean opens = body.path("add_generation_prompt").asBoolean(true);
        if (goesOn && opens && body.has("add_generation_prompt")) {
            throw RefusedException.badRequest(
                    "Cannot set both `continue_final_message` and `add_generation_prompt` to True.", null);
        }
        if (goesOn && !turns.isEmpty()) {
            int[] last = turns.removeLast();
            turns.add(Arrays.copyOf(last, last.length - 1));
        } else if (opens) {
            turns.add(new int[] {TokenChain.ASSISTANT});
        }
        return TokenChain.concat(turns.toArray(int[][]::new));
    }

    private static int[] responsesPrompt(JsonNode body) throws RefusedException {
        JsonNode input = required(body, "input");
        List<int[]> turns = new ArrayList<>();
        if (body.path("instructions").isTextual()) {
            turns.add(TokenChain.turn("system", body.path("instructions").asText()));
        }
        if (input.isTextual()) {
            turns.add(TokenChain.turn("user", input.asText()));
        }
        if (input.isArray()) {
            input.forEach(item ->
                    turns.add(TokenChain.turn(item.path("role").asText("user"), content(item.path("content")))));
        }
        turns.add(new int[] {TokenChain.ASSISTANT});
        return TokenChain.concat(turns.toArray(int[][]::new));
    }

    /** Text, ids, or a list of either. */
    static List<int[]> completionPrompts(JsonNode prompt) throws RefusedException {
        if (prompt.isTextual()) {
            return List.of(TokenChain.encode(prompt.asText()));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw RefusedException.badRequest("Either prompt or prompt_embeds must be provided and non-empty.", null);
        }
        if (prompt.get(0).isInt()) {
            return List.of(ids(prompt));
        }
        List<int[]> prompts = new ArrayList<>();
        for (JsonNode each : prompt) {
            prompts.addAll(completionPrompts(each));
        }
        return prompts;
    }

    static int[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** A message's content: text, or parts of which the texts and the URLs count. */
    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> {
            text.append(part.path("text").asText(""));
            text.append(part.path("image_url").path("url").asText(""));
            text.append(part.path("content").asText(""));
        });
        return text.toString();
    }

    /** The tool to call: the one demanded, or the first when any is demanded or a message says "use the tool". */
    private static @Nullable String tool(JsonNode body) {
        JsonNode tools = body.path("tools");
        JsonNode choice = body.path("tool_choice");
        if (!tools.isArray() || tools.isEmpty() || choice.asText().equals("none")) {
            return null;
        }
        if (choice.isObject() && choice.at("/function/name").isTextual()) {
            return choice.at("/function/name").asText();
        }
        if (choice.isObject() && choice.path("name").isTextual()) {
            return choice.path("name").asText();
        }
        boolean demanded = choice.asText().equals("required")
                || choice.path("type").asText().equals("any")
                || body.path("messages").toString().contains("use the tool");
        JsonNode first = tools.get(0);
        return demanded ? first.at("/function/name").asText(first.path("name").asText("tool")) : null;
    }

    static JsonNode required(JsonNode body, String field) throws RefusedException {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw RefusedException.badRequest(
                    "[{'type': 'missing', 'loc': ('body', '" + field + "'), 'msg': 'Field required'}]", field);
        }
        return value;
    }

    static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
