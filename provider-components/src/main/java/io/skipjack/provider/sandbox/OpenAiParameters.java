package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parameters that OpenAI itself knows, for an engine that refuses any other. */
final class OpenAiParameters {
    private static final Set<String> KNOWN = Set.of(
            "audio",
            "background",
            "best_of",
            "echo",
            "frequency_penalty",
            "function_call",
            "functions",
            "include",
            "input",
            "instructions",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_output_tokens",
            "max_tokens",
            "messages",
            "metadata",
            "modalities",
            "model",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "previous_response_id",
            "prompt",
            "prompt_cache_key",
            "reasoning",
            "reasoning_effort",
            "response_format",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "suffix",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user",
            "verbosity",
            "web_search_options");
    private static final Set<String> KNOWN_OF_STREAMS = Set.of("include_usage", "include_obfuscation");

    private OpenAiParameters() {}

    static void check(JsonNode body) throws RefusedException {
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            String arguments = unknown.size() == 1 ? "argument" : "arguments";
            throw RefusedException.invalidRequest(
                    "Unrecognized request " + arguments + " supplied: " + String.join(", ", unknown), null);
        }
        body.path("stream_options").fieldNames().forEachRemaining(name -> {
            if (!KNOWN_OF_STREAMS.contains(name)) {
                unknown.add("stream_options." + name);
            }
        });
        if (!unknown.isEmpty()) {
            throw RefusedException.invalidRequest(
                    "Unknown parameter: '" + unknown.getFirst() + "'.", unknown.getFirst());
        }
    }
}
