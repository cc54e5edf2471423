package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.EngineTraits.Parameters;
import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Turns what a request says into the token ids of its prompts, as the engine's chat template and tokenizer would. */
final class PromptReader {
    private final EngineTraits traits;

    PromptReader(EngineTraits traits) {
        this.traits = traits;
    }

    List<int[]> prompts(Form form, JsonNode body) throws RefusedException {
        return switch (form) {
            case CHAT, MESSAGES -> List.of(chat(body));
            case RESPONSES -> List.of(responses(body));
            case COMPLETION -> completion(GenerationReader.required(body, "prompt"));
        };
    }

    /** True when the last message of a chat is to be continued instead of answered. */
    boolean continues(JsonNode body) {
        return traits.parameters() != Parameters.FOREIGN
                && body.path("continue_final_message").asBoolean(false)
                && !body.path("messages").isEmpty();
    }

    /** The ids of a chat; the last turn stays open when the caller asks to continue it. */
    int[] chat(JsonNode body) throws RefusedException {
        JsonNode messages = GenerationReader.required(body, "messages");
        boolean continues = continues(body);
        boolean opens = traits.parameters() == Parameters.FOREIGN
                || body.path("add_generation_prompt").asBoolean(true);
        if (continues && opens && body.has("add_generation_prompt")) {
            throw RefusedException.badRequest(
                    "Cannot set both `continue_final_message` and `add_generation_prompt` to True.", null);
        }
        List<int[]> turns = new ArrayList<>();
        if (body.has("system")) {
            turns.add(TokenChain.turn("system", content(body.path("system"))));
        }
        int whole = continues ? messages.size() - 1 : messages.size();
        for (int i = 0; i < whole; i++) {
            JsonNode message = messages.get(i);
            turns.add(TokenChain.turn(message.path("role").asText(), content(message.path("content"))));
        }
        if (continues) {
            JsonNode last = messages.get(whole);
            turns.add(new int[] {TokenChain.mark(last.path("role").asText())});
            turns.add(continued(TokenChain.concat(turns.toArray(int[][]::new)), content(last.path("content"))));
        } else if (opens) {
            turns.add(new int[] {TokenChain.ASSISTANT});
        }
        return TokenChain.concat(turns.toArray(int[][]::new));
    }

    private int[] continued(int[] before, String text) {
        return TokenChain.after(before, traits.characters()).read(traits.trims() ? text.stripTrailing() : text);
    }

    private static int[] responses(JsonNode body) throws RefusedException {
        JsonNode input = GenerationReader.required(body, "input");
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
    List<int[]> completion(JsonNode prompt) throws RefusedException {
        if (prompt.isTextual()) {
            return List.of(text(prompt.asText()));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw RefusedException.badRequest("Either prompt or prompt_embeds must be provided and non-empty.", null);
        }
        if (prompt.get(0).isNumber()) {
            return List.of(ids(prompt));
        }
        List<int[]> prompts = new ArrayList<>();
        for (JsonNode each : prompt) {
            prompts.addAll(completion(each));
        }
        return prompts;
    }

    /** A text that may be continued. */
    int[] text(String text) {
        return new ChainCursor(traits.characters()).read(text);
    }

    static int[] ids(JsonNode array) throws RefusedException {
        for (JsonNode each : array) {
            if (!each.canConvertToInt() || !each.isIntegralNumber()) {
                throw RefusedException.badRequest("Input should be a valid integer", "prompt");
            }
            if (each.asInt() < 0 || each.asInt() >= TokenChain.VOCABULARY) {
                throw RefusedException.badRequest("Token id " + each.asInt() + " is out of vocabulary", null);
            }
        }
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
}
