package io.skipjack.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.skipjack.domain.resume.AnswerKind;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumableRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Notes, member by member of a chat or completion, what bears on resuming its answer. Looks and does not judge: a value
 * of a wrong type is the engine's to refuse.
 */
final class RequestTraits {
    /** Of a completion that names none (OpenAI's default, and vLLM's). */
    private static final int COMPLETION_TOKENS = 16;

    private final JsonParser parser;
    private final AnswerKind kind;
    private Set<RequestTrait> traits = Set.of();
    private int maxTokens;
    private boolean newerMaxTokens;
    private boolean prompted;
    private boolean tokenIdsDecided;
    private boolean toolsOff;
    private int longestStop;
    private boolean keepsStop;

    RequestTraits(JsonParser parser, Operation operation) {
        this.parser = parser;
        this.kind = switch (operation) {
            case CHAT -> AnswerKind.CHAT;
            case COMPLETIONS -> AnswerKind.COMPLETION;
            default -> AnswerKind.OTHER;
        };
        this.maxTokens = kind == AnswerKind.COMPLETION ? COMPLETION_TOKENS : ResumableRequest.NO_LIMIT;
    }

    /** To be asked once the body has been read. */
    ResumableRequest request() {
        if (kind == AnswerKind.OTHER || !prompted) {
            return ResumableRequest.NONE;
        }
        if (toolsOff && !traits.isEmpty()) {
            traits.remove(RequestTrait.TOOLS);
        }
        return new ResumableRequest(kind, traits, maxTokens);
    }

    /**
     * Whether token ids may be asked for. Not where the body says itself if they are wanted; and not where the prompt is to
     * be echoed, since vLLM leaves the text of the prompt out when it tells ids.
     */
    boolean mayAskTokenIds() {
        return !tokenIdsDecided && !traits.contains(RequestTrait.ECHO);
    }

    /** What vLLM withholds: all that might be the beginning of the longest stop string, unless that is to be said as well. */
    int withheld() {
        return keepsStop ? 0 : Math.max(0, longestStop - 1);
    }

    void add(RequestTrait trait) {
        if (traits.isEmpty()) {
            traits = EnumSet.noneOf(RequestTrait.class);
        }
        traits.add(trait);
    }

    /**
     * Takes the next member; the parser stands on its value.
     *
     * @return true when the value was consumed, children included
     */
    boolean member(String name, JsonToken value) throws IOException {
        if (kind == AnswerKind.OTHER) {
            return false;
        }
        switch (name) {
            case "messages" -> prompted = kind == AnswerKind.CHAT;
            case "max_tokens", "max_completion_tokens" -> maxTokens(name, value);
            case "n", "best_of" -> note(value.isNumeric() && parser.getValueAsInt(1) > 1, RequestTrait.SEVERAL_CHOICES);
            case "use_beam_search" -> note(value == JsonToken.VALUE_TRUE, RequestTrait.BEAM_SEARCH);
            case "echo" -> note(value == JsonToken.VALUE_TRUE, RequestTrait.ECHO);
            case "logprobs" -> note(present(value), RequestTrait.LOGPROBS);
            case "prompt_logprobs" -> note(present(value), RequestTrait.PROMPT_LOGPROBS);
            case "presence_penalty", "frequency_penalty" -> note(above(value), RequestTrait.PENALTIES);
            case "min_tokens" -> note(above(value), RequestTrait.MIN_TOKENS);
            case "include_stop_str_in_output" -> keepsStop = value == JsonToken.VALUE_TRUE;
            case "truncate_prompt_tokens" -> note(value != JsonToken.VALUE_NULL, RequestTrait.TRUNCATED_PROMPT);
            case "kv_transfer_params" -> note(value != JsonToken.VALUE_NULL, RequestTrait.KV_TRANSFER);
            case "suffix", "prompt_embeds" -> note(value != JsonToken.VALUE_NULL, RequestTrait.UNREPEATABLE_PROMPT);
            case "return_token_ids" -> {
                tokenIdsDecided = true;
                note(value == JsonToken.VALUE_TRUE, RequestTrait.TOKEN_IDS_WANTED);
            }
            case "guided_json",
                    "guided_regex",
                    "guided_choice",
                    "guided_grammar",
                    "structural_tag",
                    "structured_outputs" -> note(value != JsonToken.VALUE_NULL, RequestTrait.STRUCTURED_OUTPUT);
            case "tools", "functions" -> note(value == JsonToken.START_ARRAY, RequestTrait.TOOLS);
            default -> {
                return nested(name, value);
            }
        }
        return false;
    }

    private boolean nested(String name, JsonToken value) throws IOException {
        switch (name) {
            case "response_format" ->
                note(value == JsonToken.START_OBJECT && !isText(), RequestTrait.STRUCTURED_OUTPUT);
            case "tool_choice", "function_call" -> toolChoice(value);
            case "prompt" -> prompt(value);
            case "stop" -> stop(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void note(boolean applies, RequestTrait trait) {
        if (applies) {
            add(trait);
        }
    }

    private void maxTokens(String name, JsonToken value) throws IOException {
        boolean newer = name.equals("max_completion_tokens");
        if (newer ? value == JsonToken.VALUE_NULL : newerMaxTokens) {
            return;
        }
        newerMaxTokens |= newer;
        maxTokens = value.isNumeric() ? Math.max(0, parser.getValueAsInt(0)) : ResumableRequest.NO_LIMIT;
    }

    private boolean above(JsonToken value) throws IOException {
        return value.isNumeric() && parser.getValueAsDouble() != 0;
    }

    /** A number of zero counts: {@code logprobs: 0} of a completion asks for those of the tokens themselves. */
    private static boolean present(JsonToken value) {
        return value != JsonToken.VALUE_NULL && value != JsonToken.VALUE_FALSE;
    }

    private void stop(JsonToken value) throws IOException {
        longestStop = 0;
        note(value != JsonToken.VALUE_NULL, RequestTrait.STOP_STRINGS);
        if (value != JsonToken.START_ARRAY) {
            stopString(value);
            parser.skipChildren();
            return;
        }
        for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
            stopString(each);
            parser.skipChildren();
        }
    }

    private void stopString(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            longestStop = Math.max(longestStop, text.codePointCount(0, text.length()));
        }
    }

    private boolean isText() throws IOException {
        boolean text = false;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            text |= key.equals("type")
                    && value == JsonToken.VALUE_STRING
                    && parser.getText().equals("text");
            parser.skipChildren();
        }
        return text;
    }

    private void toolChoice(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String choice = parser.getText();
            toolsOff = choice.equals("none");
            note(!toolsOff && !choice.equals("auto"), RequestTrait.TOOL_DEMANDED);
        } else {
            note(value == JsonToken.START_OBJECT, RequestTrait.TOOL_DEMANDED);
            parser.skipChildren();
        }
    }

    private void prompt(JsonToken value) throws IOException {
        prompted = kind == AnswerKind.COMPLETION;
        if (value != JsonToken.START_ARRAY) {
            return;
        }
        JsonToken first = parser.nextToken();
        note(first == JsonToken.VALUE_NUMBER_INT, RequestTrait.TOKEN_PROMPT);
        boolean nested = first != JsonToken.VALUE_NUMBER_INT && first != JsonToken.END_ARRAY;
        note(first == JsonToken.START_ARRAY, RequestTrait.TOKEN_PROMPT);
        int elements = 0;
        for (JsonToken each = first; each != JsonToken.END_ARRAY; each = parser.nextToken()) {
            parser.skipChildren();
            elements++;
        }
        note(nested && elements > 1, RequestTrait.SEVERAL_PROMPTS);
    }
}
