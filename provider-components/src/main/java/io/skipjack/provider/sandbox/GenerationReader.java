package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.sandbox.EngineTraits.Parameters;
import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the four request shapes into one {@link GenerationRequest}; unknown fields are accepted silently, as by vLLM,
 * unless the engine is a stricter one.
 */
final class GenerationReader {
    /** As vLLM's VLLM_MAX_N_SEQUENCES. */
    private static final int MAX_CHOICES = 16_384;

    /** What a completion that says nothing about its length gets, at OpenAI and in vLLM. */
    private static final int COMPLETION_TOKENS = 16;

    /** What an answer says before it calls the tool, when a message says {@link #PREFACED_CALL}. */
    private static final int PREFACE_TOKENS = 5;

    private static final String CALL = "use the tool";
    private static final String PREFACED_CALL = "say, then use the tool";

    private GenerationReader() {}

    static GenerationRequest read(Form form, JsonNode body, EngineSettings settings) throws RefusedException {
        if (!body.isObject()) {
            throw RefusedException.badRequest("Input should be a valid dictionary", null);
        }
        EngineTraits traits = settings.traits();
        if (traits.parameters() == Parameters.STRICT) {
            OpenAiParameters.check(body);
        }
        PromptReader prompts = new PromptReader(traits);
        boolean ours = traits.parameters() == Parameters.VLLM;
        boolean chat = form == Form.CHAT;
        JsonNode streaming = body.path("stream_options");
        return new GenerationRequest(
                form,
                body.path("model").asText(settings.model()),
                prompts.prompts(form, body),
                maxTokens(form, body),
                choices(body),
                texts(body.has("stop_sequences") ? body.path("stop_sequences") : body.path("stop")),
                ours && body.path("include_stop_str_in_output").asBoolean(false),
                chat || form == Form.MESSAGES ? tool(body) : null,
                chat && !demanded(body) && says(body, PREFACED_CALL) ? PREFACE_TOKENS : 0,
                chat && !prompts.continues(body) ? traits.reasoning() : 0,
                body.path("stream").asBoolean(false),
                streaming.path("include_usage").asBoolean(false),
                ours
                        && streaming.path("include_usage").asBoolean(false)
                        && streaming.path("continuous_usage_stats").asBoolean(false),
                ours && body.path("return_token_ids").asBoolean(false),
                body.path("echo").asBoolean(false),
                logprobs(form, body));
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
        return form == Form.COMPLETION && !body.has("max_tokens") ? COMPLETION_TOKENS : null;
    }

    /** A number for completions, where 0 is none but the token itself; for chats a switch and a number of their own. */
    private static @Nullable Integer logprobs(Form form, JsonNode body) {
        JsonNode asked = body.path("logprobs");
        if (form == Form.COMPLETION) {
            return asked.isNumber() ? Integer.valueOf(asked.asInt()) : null;
        }
        return asked.asBoolean(false)
                ? Integer.valueOf(body.path("top_logprobs").asInt(0))
                : null;
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
        JsonNode first = tools.get(0);
        return demanded(body) || says(body, CALL)
                ? first.at("/function/name").asText(first.path("name").asText("tool"))
                : null;
    }

    private static boolean demanded(JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        return choice.asText().equals("required")
                || choice.path("type").asText().equals("any")
                || choice.path("type").asText().equals("function");
    }

    private static boolean says(JsonNode body, String words) {
        return body.path("messages").toString().contains(words);
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
