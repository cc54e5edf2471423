package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer as it stood on the wire. */
record RawReply(int status, List<Map.Entry<String, String>> headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat [a-z]+\\.|io\\.(skipjack|netty)|org\\.apache|com\\.fasterxml|java\\.|127\\.0\\.0\\.1:");

    RawReply withBody(String text) {
        return new RawReply(status, headers, text);
    }

    /** The first value of a header; null when absent. */
    @Nullable
    String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** It is an error as OpenAI's clients expect it, and tells nothing of the router's inside. */
    RawReply isError(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        assertThat(header("content-type")).isEqualTo("application/json");
        JsonNode error = json().path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isNotBlank();
        assertThat(error.has("param")).isTrue();
        assertThat(error.has("code")).isTrue();
        tellsNothing();
        return this;
    }

    /** No class name, stack trace or address inside. */
    RawReply tellsNothing() {
        assertThat(INSIDE.matcher(body).find()).as(body).isFalse();
        assertThat(INSIDE.matcher(headers.toString()).find())
                .as(headers.toString())
                .isFalse();
        return this;
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + body, e);
        }
    }

    /** The text of a chat, streamed or not. */
    String text() {
        if (!body.startsWith("data:") && !body.startsWith(":")) {
            return json().at("/choices/0/message/content").asText();
        }
        StringBuilder text = new StringBuilder();
        for (String line : body.split("\n", -1)) {
            if (line.startsWith("data: {")) {
                text.append(withBody(line.substring(6))
                        .json()
                        .at("/choices/0/delta/content")
                        .asText(""));
            }
        }
        return text.toString();
    }
}
