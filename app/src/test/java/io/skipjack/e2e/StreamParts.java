package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skipjack.provider.sandbox.TokenChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a stream says besides its text, joined over its chunks: ids, log probabilities and usage so far. */
record StreamParts(List<Integer> ids, List<String> tokens, List<Integer> offsets, List<Integer> counts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static StreamParts of(WireAnswer answer) {
        StreamParts parts = new StreamParts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String data : answer.data()) {
            if (!data.equals("[DONE]")) {
                parts.add(read(data));
            }
        }
        return parts;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException("not JSON: " + json, malformed);
        }
    }

    private void add(JsonNode chunk) {
        JsonNode choice = chunk.path("choices").path(0);
        choice.path("token_ids").forEach(id -> ids.add(id.asInt()));
        choice.at("/logprobs/content")
                .forEach(entry -> tokens.add(entry.path("token").asText()));
        choice.at("/logprobs/tokens").forEach(token -> tokens.add(token.asText()));
        choice.at("/logprobs/text_offset").forEach(offset -> offsets.add(offset.asInt()));
        if (chunk.path("usage").isObject()) {
            counts.add(chunk.at("/usage/completion_tokens").asInt());
        }
    }

    /** What was asked for is there, token by token, and what was not is not. */
    void assertConsistent(String asked, int[] prompt, int count) {
        int[] oracle = TokenChain.answer(prompt, count);
        List<Integer> all = Arrays.stream(oracle).boxed().toList();
        assertThat(ids).isEqualTo(asked.contains("\"return_token_ids\":true") ? all : List.of());
        List<String> words = Arrays.stream(oracle).mapToObj(TokenChain::text).toList();
        assertThat(tokens).isEqualTo(asked.contains("logprobs") ? words : List.of());
        if (!offsets.isEmpty()) {
            List<Integer> places = new ArrayList<>();
            int at = 0;
            for (String word : words) {
                places.add(at);
                at += word.codePointCount(0, word.length());
            }
            assertThat(offsets).isEqualTo(places);
        }
        assertThat(counts).isSorted();
        if (asked.contains("continuous_usage_stats")) {
            assertThat(counts).hasSizeGreaterThanOrEqualTo(count);
        }
    }
}
