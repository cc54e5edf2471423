package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A streamed answer as a client without special code reads it, and what must be true of any that is whole: one id, one
 * model, one finish reason after all text, one {@code [DONE]} at the end, nothing that it did not ask for.
 *
 * @param text content or text of choice 0, joined
 * @param finish the finish reasons, in order
 * @param usage the last usage that was told; missing when none was
 * @param error code of the error event; empty for none
 */
record OneStream(
        String text, List<String> finish, JsonNode usage, String error, boolean done, Set<String> ids, int chunks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static OneStream of(WireAnswer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        StringBuilder text = new StringBuilder();
        List<String> finish = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        JsonNode usage = JSON.missingNode();
        String error = "";
        List<String> data = answer.data();
        for (String each : data) {
            if (each.equals("[DONE]")) {
                continue;
            }
            JsonNode chunk = read(each);
            if (chunk.has("error")) {
                error = chunk.at("/error/code").asText();
                continue;
            }
            ids.add(chunk.path("id") + " " + chunk.path("object") + " " + chunk.path("created") + " "
                    + chunk.path("model"));
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
            JsonNode choice = chunk.path("choices").path(0);
            if (!finish.isEmpty()) {
                assertThat(choice.isMissingNode())
                        .as("nothing is said after the finish reason: " + each)
                        .isTrue();
            }
            text.append(choice.at("/delta/content").asText(""))
                    .append(choice.path("text").asText(""));
            if (choice.hasNonNull("finish_reason")) {
                finish.add(choice.path("finish_reason").asText());
            }
        }
        boolean done = !data.isEmpty() && data.getLast().equals("[DONE]");
        assertThat(data.stream().filter("[DONE]"::equals).count()).isEqualTo(done ? 1 : 0);
        return new OneStream(text.toString(), finish, usage, error, done, ids, data.size());
    }

    /** The text of a chat's events, whatever else there is. */
    static String textOf(String events) {
        StringBuilder text = new StringBuilder();
        events.lines()
                .filter(line -> line.startsWith("data: {"))
                .forEach(line -> text.append(read(line.substring("data: ".length()))
                        .at("/choices/0/delta/content")
                        .asText("")));
        return text.toString();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException("not JSON: " + json, malformed);
        }
    }

    /** Whole, and word for word this. */
    void assertWhole(String oracle, String reason) {
        assertThat(error).isEmpty();
        assertThat(text).isEqualTo(oracle);
        assertThat(finish).containsExactly(reason);
        assertThat(done).isTrue();
        assertThat(ids).hasSize(1);
    }

    void assertUsage(int prompt, int completion) {
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(prompt);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(completion);
        assertThat(usage.path("total_tokens").asInt()).isEqualTo(prompt + completion);
    }

    /** Either whole, or the beginning of it and an explicit error. */
    void assertHonest(String oracle, String reason) {
        if (error.isEmpty()) {
            assertWhole(oracle, reason);
        } else {
            assertThat(oracle).startsWith(text);
            assertThat(error).isEqualTo("stream_interrupted");
            assertThat(done).isFalse();
            assertThat(finish).isEmpty();
        }
    }
}
