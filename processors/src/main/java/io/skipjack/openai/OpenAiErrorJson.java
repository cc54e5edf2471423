package io.skipjack.openai;

import java.util.BitSet;

/**
 * Errors as bytes: a JSON body, or an event inside a stream that has already begun.
 *
 * <p>No form ever adds {@code [DONE]}: a stream that ends in an error must not look whole. Anthropic's message streams
 * ({@link Operation#MESSAGES}) and OpenAI's response streams ({@link Operation#RESPONSES}) name their events, so theirs is
 * an {@code event: error} in their own shape; all others are a bare {@code data:} with a top-level {@code error}.
 */
public final class OpenAiErrorJson {
    private OpenAiErrorJson() {}

    /** {@code {"error":{...}}} with all four keys. */
    public static byte[] write(OpenAiError error) {
        JsonBytes json = new JsonBytes().raw("{");
        return errorMember(json, error).raw("}").toBytes();
    }

    /** One event carrying the error, with its blank line. */
    public static byte[] sse(OpenAiError error, Operation operation) {
        return switch (operation) {
            case MESSAGES -> anthropicEvent(error);
            case RESPONSES -> responsesEvent(error);
            default ->
                errorMember(new JsonBytes().raw("data: {"), error).raw("}\n\n").toBytes();
        };
    }

    /**
     * The event that ends an interrupted stream (level L4 of the resume ladder): the error, and for chat and completions
     * each open choice with {@code finish_reason:"error"}.
     *
     * @param openChoices indices begun and not finished, see {@link EventInspector#openChoices()}; index 0 when empty
     */
    public static byte[] interrupted(OpenAiError error, Operation operation, BitSet openChoices) {
        if (operation != Operation.CHAT && operation != Operation.COMPLETIONS) {
            return sse(error, operation);
        }
        JsonBytes json = errorMember(new JsonBytes().raw("data: {"), error).raw(",\"choices\":[");
        String payload = operation == Operation.CHAT ? ",\"delta\":{}" : ",\"text\":\"\"";
        int index = Math.max(0, openChoices.nextSetBit(0));
        String separator = "";
        while (index >= 0) {
            json.raw(separator).raw("{\"index\":").number(index).raw(payload).raw(",\"finish_reason\":\"error\"}");
            separator = ",";
            index = openChoices.nextSetBit(index + 1);
        }
        return json.raw("]}\n\n").toBytes();
    }

    private static byte[] anthropicEvent(OpenAiError error) {
        return new JsonBytes()
                .raw("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":")
                .string(anthropicType(error))
                .raw(",\"message\":")
                .string(error.message())
                .raw("}}\n\n")
                .toBytes();
    }

    /** OpenAI's own keys at the top, and the nested {@code error} by which its client libraries notice a failure. */
    private static byte[] responsesEvent(OpenAiError error) {
        JsonBytes json = new JsonBytes()
                .raw("event: error\ndata: {\"type\":\"error\",\"code\":")
                .string(error.code())
                .raw(",\"message\":")
                .string(error.message())
                .raw(",\"param\":")
                .string(error.param())
                .raw(",");
        return errorMember(json, error).raw("}\n\n").toBytes();
    }

    private static String anthropicType(OpenAiError error) {
        return switch (error.status()) {
            case 400, 405, 415 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> "api_error";
        };
    }

    private static JsonBytes errorMember(JsonBytes json, OpenAiError error) {
        return json.raw("\"error\":{\"message\":")
                .string(error.message())
                .raw(",\"type\":")
                .string(error.type())
                .raw(",\"param\":")
                .string(error.param())
                .raw(",\"code\":")
                .string(error.code())
                .raw("}");
    }
}
