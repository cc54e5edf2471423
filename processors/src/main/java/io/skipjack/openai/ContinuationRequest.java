package io.skipjack.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.resume.RequestTrait;
import io.skipjack.domain.resume.ResumableRequest;
import io.skipjack.domain.resume.ResumeDecision;
import io.skipjack.domain.resume.ResumeLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * The request by which another engine goes on with an answer. What it is asked with is vLLM's: token ids as a completion's
 * prompt, or {@code continue_final_message}. It must prove in its first event that it understood, by the ids of the prompt
 * it read ({@link ContinuedEvents}); one that ignores what it does not know would begin a new answer.
 *
 * @param level from ids or from text
 * @param path where it is posted
 * @param body JSON
 * @param swallow text the engine says again, since it was left out at the end of what it was given; usually empty
 * @param remaining tokens that it may still say, 1 or more; {@link ResumableRequest#NO_LIMIT} for no limit
 * @param stops the request's stop strings, in its order; one may begin in what was sent and end in what this engine says
 * @param keepsStop whether the one that ends the answer is part of it (vLLM's {@code include_stop_str_in_output})
 */
@SuppressWarnings("ArrayRecordComponent") // sent once
public record ContinuationRequest(
        ResumeLevel level,
        String path,
        byte[] body,
        String swallow,
        int remaining,
        List<String> stops,
        boolean keepsStop) {
    /** What means nothing, or something else, on the completions path or beside ids. */
    private static final List<String> CHAT_ONLY = List.of(
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "functions",
            "function_call",
            "chat_template",
            "chat_template_kwargs",
            "add_generation_prompt",
            "continue_final_message",
            "add_special_tokens",
            "documents",
            "response_format",
            "max_completion_tokens",
            "truncate_prompt_tokens",
            "reasoning_effort",
            "include_reasoning",
            "thinking",
            "mm_processor_kwargs",
            "modalities",
            "prediction",
            "web_search_options",
            "store",
            "metadata");

    private static final List<String> CHAT_LOGPROBS = List.of("logprobs", "top_logprobs");

    /**
     * For an answer of which the transcript is what the client has.
     *
     * @param how as decided from that transcript
     */
    public static ContinuationRequest of(InferenceRequest request, Transcript transcript, ResumeDecision.Continue how) {
        byte[] sent = request.body();
        if (JsonTexts.treeOrMissing(sent, 0, sent.length) instanceof ObjectNode body) {
            streamed(body);
            return how.level() == ResumeLevel.TOKENS
                    ? byTokens(request, body, transcript, how.remaining())
                    : byText(request, body, transcript, how.remaining());
        }
        throw new IllegalStateException("a body that was read is JSON");
    }

    private static void streamed(ObjectNode body) {
        body.put("stream", true).put("return_token_ids", true);
        body.withObjectProperty("stream_options").put("include_usage", true);
    }

    private static ContinuationRequest byTokens(
            InferenceRequest request, ObjectNode body, Transcript transcript, int remaining) {
        body.remove(CHAT_ONLY);
        if (request.operation() == Operation.CHAT) {
            body.remove(CHAT_LOGPROBS);
        }
        ArrayNode prompt = body.putArray("prompt");
        for (int id : transcript.allIds()) {
            prompt.add(id);
        }
        limit(body, "max_tokens", remaining);
        String path = request.path().replaceFirst("/chat/completions$", "/completions");
        return new ContinuationRequest(
                ResumeLevel.TOKENS, path, JsonTexts.bytes(body), "", remaining, List.of(), false);
    }

    private static ContinuationRequest byText(
            InferenceRequest request, ObjectNode body, Transcript transcript, int remaining) {
        String text = transcript.text();
        if (request.operation() == Operation.COMPLETIONS) {
            limit(body, "max_tokens", remaining);
            boolean echoed = request.resume().request().has(RequestTrait.ECHO);
            body.put("prompt", echoed ? text : prompt(body.path("prompt")) + text);
            body.put("echo", false);
            return fromText(request, body, "", remaining);
        }
        boolean newer = body.path("max_completion_tokens").isNumber();
        limit(body, newer ? "max_completion_tokens" : "max_tokens", remaining);
        // templates trim a message, so the engine would go on from before the spaces at its end
        String kept = WhiteSpace.stripTrailing(text);
        if (!kept.isEmpty()) {
            continuing(body, kept);
        }
        return fromText(request, body, text.substring(kept.length()), remaining);
    }

    private static ContinuationRequest fromText(
            InferenceRequest request, ObjectNode body, String swallow, int remaining) {
        List<String> stops = stops(body.path("stop"));
        boolean keepsStop =
                !stops.isEmpty() && body.path("include_stop_str_in_output").asBoolean(false);
        return new ContinuationRequest(
                ResumeLevel.TEXT, request.path(), JsonTexts.bytes(body), swallow, remaining, stops, keepsStop);
    }

    private static String prompt(JsonNode prompt) {
        return prompt.isArray() ? prompt.path(0).asText() : prompt.asText();
    }

    /** The answer so far becomes the last message, which the engine continues; or the rest of one it continued already. */
    private static void continuing(ObjectNode body, String text) {
        ArrayNode messages = body.withArrayProperty("messages");
        JsonNode last = messages.path(messages.size() - 1);
        boolean continued = body.path("continue_final_message").asBoolean(false);
        if (continued && last instanceof ObjectNode message) {
            if (message.path("content").isArray()) {
                message.withArrayProperty("content")
                        .addObject()
                        .put("type", "text")
                        .put("text", text);
            } else {
                message.put("content", message.path("content").asText("") + text);
            }
        } else {
            messages.addObject().put("role", "assistant").put("content", text);
        }
        body.put("add_generation_prompt", false).put("continue_final_message", true);
    }

    /** Null, and not absent, for no limit: an absent one is 16 for a completion. */
    private static void limit(ObjectNode body, String name, int remaining) {
        if (remaining == ResumableRequest.NO_LIMIT) {
            body.putNull(name);
        } else {
            body.put(name, remaining);
        }
    }

    private static List<String> stops(JsonNode stop) {
        List<String> stops = new ArrayList<>();
        if (stop.isTextual()) {
            stops.add(stop.asText());
        }
        stop.forEach(each -> stops.add(each.asText()));
        stops.removeIf(String::isEmpty);
        return stops;
    }
}
