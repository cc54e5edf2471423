package io.skipjack.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask one streamed question after another, for a demo that shows itself. Counts what came of each: by the
 * tier that answered, and as failed when a stream did not end as it should.
 */
final class DemoTraffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(150);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest question;
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile String lastUpstream = "";
    private volatile boolean asking;
    private volatile boolean closed;

    DemoTraffic(URI endpoint, String key, String model) {
        question = HttpRequest.newBuilder(URI.create(endpoint + "/chat/completions"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"" + model
                        + "\",\"stream\":true,\"max_tokens\":40,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me about"
                        + " skipjacks\"}]}"))
                .build();
    }

    /** Has so many clients ask from now on, until {@link #pause}. */
    void begin(int clients) {
        asking = true;
        for (int i = 0; i < clients; i++) {
            Thread.ofVirtual().name("demo-client-" + i).start(this::askOn);
        }
    }

    /** No new questions; those asked are answered. */
    void pause() {
        asking = false;
    }

    int answers(String tier) {
        AtomicInteger count = answers.get(tier);
        return count == null ? 0 : count.get();
    }

    int failed() {
        return failed.get();
    }

    /** Who answered last, as the answer says. */
    String lastUpstream() {
        return lastUpstream;
    }

    private void askOn() {
        try {
            while (asking && !closed) {
                ask();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
            String tier = answer.headers().firstValue("x-skipjack-tier").orElse("none");
            if (answer.statusCode() == 200 && answer.body().strip().endsWith("data: [DONE]")) {
                answers.computeIfAbsent(tier, name -> new AtomicInteger()).incrementAndGet();
                lastUpstream =
                        answer.headers().firstValue("x-skipjack-upstream").orElse("");
            } else {
                failed.incrementAndGet();
            }
        } catch (IOException broken) {
            if (!closed) {
                failed.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
    }
}
