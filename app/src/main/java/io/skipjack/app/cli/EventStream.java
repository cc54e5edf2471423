package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a router's events, and goes on where it was when the router has been away: it says the number of the last event
 * it saw, so that none is missed and none comes twice.
 */
final class EventStream {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    /** Three heartbeats: what is silent for longer is gone without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final int OK = 200;

    private final AdminClient client;
    private final String path;
    private final Consumer<JsonNode> each;
    private final Consumer<String> trouble;
    private long seen;
    private boolean away;

    /**
     * @param filter which events
     * @param each is given each event
     * @param trouble is told once that the router is away, and once that it is back
     */
    EventStream(AdminClient client, Query filter, Consumer<JsonNode> each, Consumer<String> trouble) {
        this.client = client;
        this.path = "/api/events/stream" + filter;
        this.each = each;
        this.trouble = trouble;
    }

    /** Until the thread is interrupted. */
    void follow(long after) {
        seen = after;
        try (HttpClient http = Clients.of(client.operators(), TO_CONNECT);
                ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("event-watch").daemon().factory())) {
            while (!Thread.currentThread().isInterrupted()) {
                once(http, watch);
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(HttpClient http, ScheduledExecutorService watch) throws InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(
                    client.request(path)
                            .header("Last-Event-ID", String.valueOf(seen))
                            .build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    lost("it answers " + answer.statusCode());
                    return;
                }
                read(body, watch);
                lost("it has stopped");
            }
        } catch (IOException gone) {
            lost("it does not answer");
        }
    }

    private void lost(String why) {
        if (!away) {
            trouble.accept("the router at " + client.operators() + " is away, " + why + "; trying again");
        }
        away = true;
    }

    private void found() {
        if (away) {
            trouble.accept("the router is back");
        }
        away = false;
    }

    private void read(InputStream body, ScheduledExecutorService watch) throws IOException {
        String data = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = next(lines, body, watch); line != null; line = next(lines, body, watch)) {
                found();
                if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    take(data);
                    data = "";
                }
            }
        }
    }

    private static @Nullable String next(BufferedReader lines, InputStream body, ScheduledExecutorService watch)
            throws IOException {
        ScheduledFuture<?> silence = watch.schedule(() -> close(body), SILENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return lines.readLine();
        } finally {
            silence.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException closed) {
            // closed either way
        }
    }

    private void take(String data) throws IOException {
        try {
            JsonNode event = JSON.readTree(data);
            seen = event.path("seq").asLong();
            each.accept(event);
        } catch (JsonProcessingException other) {
            throw new IOException("no event", other);
        }
    }
}
