package io.skipjack.app.cli.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked, and how.
 *
 * @param base such as {@code http://127.0.0.1:8080/v1}
 * @param key sent as a bearer token; null for none
 * @param body of the requests
 * @param timeout from sending to the end of the answer; one that takes longer is cut
 */
public record LoadTarget(URI base, @Nullable String key, RequestBody body, Duration timeout) {

    HttpRequest chat(Ask ask, String prompt) {
        return request(base, key, "/chat/completions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes(ask, prompt)))
                .build();
    }

    /**
     * A request as clients of OpenAI's API make it.
     *
     * @param base such as {@code http://127.0.0.1:8080/v1}, also with a slash at its end
     * @param key sent as a bearer token; null for none
     * @param path below the base, with its slash
     */
    public static HttpRequest.Builder request(URI base, @Nullable String key, String path) {
        String text = base.toString();
        String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /** Leaves the key out, so that no log can hold it. */
    @Override
    public String toString() {
        return "LoadTarget[base=" + base + "]";
    }
}
