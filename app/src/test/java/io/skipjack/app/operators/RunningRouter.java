package io.skipjack.app.operators;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A router on free ports with one deployment that nobody answers for, and a client for its operators' port. */
record RunningRouter(Router router, HttpClient client) implements AutoCloseable {
    static final String DEPLOYMENT =
            "name: rack\nmodel: m\nspot: {urls: ['http://127.0.0.1:9/v1']}\nserverless: {urls: ['http://127.0.0.1:9/v1']}\n";

    static RunningRouter start(Path folder, RouterOptions options) throws IOException, StartException {
        Files.writeString(folder.resolve("rack.yaml"), DEPLOYMENT);
        return new RunningRouter(Router.start(on(folder, options)), HttpClient.newHttpClient());
    }

    static RouterOptions on(Path folder, RouterOptions options) throws IOException {
        return options.with("skipjack.listen.host", "127.0.0.1")
                .with("skipjack.listen.port", TestRouter.freePort())
                .with("server.port", 0)
                .with("skipjack.deployments-dir", folder)
                .with("skipjack.data-dir", folder)
                .with("skipjack.live.poll", "50ms")
                .with("skipjack.live.routes-dir", Path.of("../routes"))
                .with("skipjack.live.kamelets-dir", Path.of("../kamelets"));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
            throws IOException, InterruptedException {
        request.uri(URI.create(router.operators() + path).normalize()).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        router.close();
    }
}
