package io.skipjack.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows a stream of the operators' port, as a browser's EventSource does. */
final class EventReader implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InputStream body;
    private final int status;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private final Thread reading;

    private EventReader(HttpResponse<InputStream> answer) {
        this.body = answer.body();
        this.status = answer.statusCode();
        this.reading = Thread.ofVirtual().start(this::read);
    }

    /** @param lastSeen for {@code Last-Event-ID}; empty for none */
    static EventReader open(TestRouter router, String path, String lastSeen) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(router.operatorsUrl() + path));
        if (!lastSeen.isEmpty()) {
            request.header("Last-Event-ID", lastSeen);
        }
        try {
            return new EventReader(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            whole.complete(true);
        } catch (IOException cut) {
            whole.complete(false);
        }
    }

    int status() {
        return status;
    }

    /** What the events hold. */
    List<JsonNode> data() {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> parsed(line.substring("data: ".length())))
                .toList();
    }

    List<String> kinds() {
        return data().stream().map(event -> event.path("kind").asText()).toList();
    }

    /** The number of the last event that was seen whole. */
    String lastId() {
        return data().getLast().path("seq").asText();
    }

    /** Done when the stream has ended: true where it ended and was not cut. */
    CompletableFuture<Boolean> whole() {
        return whole;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From then on nothing more is read. */
    @Override
    public void close() {
        try {
            body.close();
            reading.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
