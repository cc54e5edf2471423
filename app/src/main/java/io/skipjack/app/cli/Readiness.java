package io.skipjack.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Waits until a router answers as it would answer a client. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Readiness() {}

    static void await(URI endpoint, String key) throws CommandFailure, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpRequest models = HttpRequest.newBuilder(URI.create(endpoint + "/models"))
                    .header("Authorization", "Bearer " + key)
                    .timeout(PATIENCE)
                    .build();
            while (status(client, models) != 200) {
                if (System.nanoTime() > until) {
                    throw new CommandFailure("the router does not answer at " + endpoint
                            + "; see above for its log, and try another port with --port");
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** 0 while nobody listens. */
    private static int status(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }
}
