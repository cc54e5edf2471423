package io.skipjack.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code skipjack serve} as a process of its own, which can be killed and started again: with the same folder it is the
 * same router, at the same ports, with what it remembers.
 */
final class RouterProcess implements AutoCloseable {
    static final String MODEL = "test/model";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path home;
    private final int port;
    private final int operatorPort;
    private final Process process;

    private RouterProcess(Path home, int port, int operatorPort, Process process) {
        this.home = home;
        this.port = port;
        this.operatorPort = operatorPort;
        this.process = process;
    }

    /** Starts one and does not wait until it serves. Its one deployment's spot tier is given in YAML. */
    static RouterProcess start(Path home, String tiers, Map<String, String> keys) throws IOException {
        int port = TestRouter.freePort();
        Map<String, String> all = new TreeMap<>(keys);
        all.put("skipjack.listen.host", "127.0.0.1");
        all.putIfAbsent("skipjack.listen.drain-timeout", "1s");
        all.put("skipjack.ec2.router-url", "http://127.0.0.1:" + port);
        all.put("skipjack.probe.health-interval", "100ms");
        all.put("skipjack.spot.slow-start", "0s");
        StringBuilder yaml = new StringBuilder();
        all.forEach(
                (key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/application.yaml"), yaml);
        Files.createDirectories(home.resolve("deployments"));
        Files.writeString(
                home.resolve("deployments/rack.yaml"), "name: rack\nmodel: " + MODEL + "\npublic: true\n" + tiers);
        return launch(home, port, TestRouter.freePort());
    }

    /** The same once more, after this one has ended. */
    RouterProcess again() throws IOException {
        return launch(home, port, operatorPort);
    }

    private static RouterProcess launch(Path home, int port, int operatorPort) throws IOException {
        List<String> arguments = List.of(
                "serve",
                "--config",
                home.resolve("config").toString(),
                "--deployments",
                home.resolve("deployments").toString(),
                "--data-dir",
                home.resolve("data").toString(),
                "--port",
                String.valueOf(port),
                "--operator-port",
                String.valueOf(operatorPort));
        Process process = ChildJvm.start(ChildJvm.quick(ChildJvm.SKIPJACK, arguments), home.resolve("log"));
        return new RouterProcess(home, port, operatorPort, process);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM, without waiting for what comes of it. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM; the exit code, or -1 when it does not end. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** Which tier answers a request; {@code none} while it is refused, or nobody listens. */
    String tier() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(chat())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question("\"max_tokens\":2"))));
        return answer == null || answer.statusCode() != 200
                ? "none"
                : answer.headers().firstValue("x-skipjack-tier").orElse("none");
    }

    /** All that it answers, as a stream, to a request for so many tokens; empty where it answers nothing. */
    String stream(int tokens) {
        HttpRequest request = HttpRequest.newBuilder(chat())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(question("\"stream\":true,\"max_tokens\":" + tokens)))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException cut) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private URI chat() {
        return URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    }

    private static String question(String more) {
        return "{\"model\":\"%s\",%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}".formatted(MODEL, more);
    }

    /** The replicas as its status tells them; none while it does not answer. */
    List<JsonNode> replicas() {
        List<JsonNode> replicas = new ArrayList<>();
        JsonNode status = status();
        if (status != null) {
            status.at("/deployments/0/fleet/replicas").forEach(replicas::add);
        }
        return replicas;
    }

    /** What it has or is still removing, as its status tells it; one that is null while it does not answer. */
    List<JsonNode> deployments() {
        List<JsonNode> deployments = new ArrayList<>();
        JsonNode status = status();
        if (status == null) {
            return List.of(JSON.nullNode());
        }
        status.path("deployments").forEach(deployments::add);
        return deployments;
    }

    private JsonNode status() {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operatorPort + "/api/status")));
        try {
            return answer == null ? null : JSON.readTree(answer.body());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException away) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** All that it and its former lives have said. */
    String log() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
