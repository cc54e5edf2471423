package io.skipjack.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A router as a process of its own, {@code skipjack serve} with a config file, so that it can be killed or stopped for a
 * while as only processes can.
 */
public final class PeerRouter implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final int port;
    private final int operatorPort;
    private final Process process;

    private PeerRouter(Path home, int port, int operatorPort, Process process) {
        this.home = home;
        this.port = port;
        this.operatorPort = operatorPort;
        this.process = process;
    }

    /** Starts one for a test, with {@link TestRouter#quick}, and does not wait for it. */
    static PeerRouter start(Path home, int port, Map<String, String> keys) throws IOException {
        Map<String, String> all = TestRouter.quick();
        all.putAll(keys);
        return start(home, port, all, arguments -> ChildJvm.quick(ChildJvm.SKIPJACK, arguments));
    }

    /**
     * Starts one as users do, and does not wait for it.
     *
     * @param home folder for its config, log and data
     * @param keys of its config
     * @param java further options of its Java
     */
    public static PeerRouter start(Path home, int port, Map<String, String> keys, List<String> java)
            throws IOException {
        return start(home, port, keys, arguments -> ChildJvm.plain(java, ChildJvm.SKIPJACK, arguments));
    }

    private static PeerRouter start(Path home, int port, Map<String, String> keys, UnaryOperator<List<String>> command)
            throws IOException {
        int operatorPort = TestRouter.freePort();
        Map<String, String> all = new LinkedHashMap<>(keys);
        all.put("skipjack.listen.host", "127.0.0.1");
        all.put("skipjack.data-dir", data(home).toString());
        write(home.resolve("config"), all);
        List<String> arguments = List.of(
                "serve",
                "--port",
                String.valueOf(port),
                "--operator-port",
                String.valueOf(operatorPort),
                "--config",
                home.resolve("config").toString());
        Process process = ChildJvm.start(command.apply(arguments), home.resolve("log"));
        return new PeerRouter(home, port, operatorPort, process);
    }

    /** The data directory of a router whose home this is. */
    static Path data(Path home) {
        return home.resolve("data");
    }

    private static void write(Path config, Map<String, String> keys) throws IOException {
        Files.createDirectories(config);
        List<String> lines = new ArrayList<>();
        keys.forEach((key, value) -> lines.add(key + ": '" + value + "'"));
        Files.write(config.resolve("application.yaml"), lines);
    }

    /** Waits until it serves. */
    public void awaitServing() {
        Awaitility.await("a router that serves")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> log().contains("serving at") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the router did not start: " + log());
        }
    }

    public int port() {
        return port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    Path home() {
        return home;
    }

    public String log() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code skipjack status} shows. */
    JsonNode status() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operatorPort + "/api/status"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return JSON.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    boolean leads() {
        return status().at("/leader/here").asBoolean();
    }

    long epoch() {
        return status().at("/leader/epoch").asLong();
    }

    /** How many upstreams of the deployment's spot tier it would send requests to now. */
    long readySpot(String deployment) {
        long ready = 0;
        for (JsonNode one : status().path("deployments")) {
            if (one.path("name").asText().equals(deployment)) {
                for (JsonNode state : one.at("/tiers/spot")) {
                    ready += state.asText().equals("ready") ? 1 : 0;
                }
            }
        }
        return ready;
    }

    /** {@code kill -9}, and waits until it is dead. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** {@code kill -STOP}: it stays, with its ports and connections, and does nothing. */
    void pause() {
        signal("-STOP");
    }

    /** {@code kill -CONT}. */
    void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill " + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** At once: it may be paused, and nothing of it is needed any more. */
    @Override
    public void close() {
        kill();
    }
}
