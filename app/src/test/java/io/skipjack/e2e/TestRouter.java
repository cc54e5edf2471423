package io.skipjack.e2e;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A router as users run it, with the project's own routes and short time-outs. {@link #shared} starts one for all tests
 * of the JVM, since starting takes seconds; each test deploys models of its own on it, so that tests do not meet. A test
 * that changes routes or limits starts one for itself.
 */
public final class TestRouter implements AutoCloseable {
    /** A well-formed key that the router takes beside the stored ones. */
    public static final String KEY = "sk-" + "k".repeat(43);

    /** Keys that a test may set for a router that is to follow another one. */
    static final String PORT = "skipjack.listen.port";

    static final String DATA = "skipjack.data-dir";

    /** Several test JVMs share the machine, and the first request of one compiles what it needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int PORT_TRIES = 100;

    private static final AtomicInteger MODELS = new AtomicInteger();
    private static final Set<TestRouter> RUNNING = ConcurrentHashMap.newKeySet();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final Router router;
    private final int port;
    private final int operatorPort;
    private final Set<String> deployed = ConcurrentHashMap.newKeySet();

    private TestRouter(Path home, Router router, int port, int operatorPort) {
        this.home = home;
        this.router = router;
        this.port = port;
        this.operatorPort = operatorPort;
    }

    private static final class Shared {
        static final TestRouter INSTANCE = start(Map.of());
    }

    /** The one all tests use that change nothing of it but by {@link #deploy}. Never closed: it ends with the JVM. */
    public static TestRouter shared() {
        return Shared.INSTANCE;
    }

    /** Starts one with the project's routes, copied so that the test may edit them, and these keys on top of {@link #quick}. */
    public static TestRouter start(Map<String, String> overrides) {
        return start(overrides, options -> options);
    }

    /** The same with what only a program can say. */
    public static TestRouter start(Map<String, String> overrides, UnaryOperator<RouterOptions> more) {
        try {
            Path home = Files.createTempDirectory("skipjack-e2e");
            copy(project().resolve("routes"), home.resolve("routes"));
            copy(project().resolve("kamelets"), home.resolve("kamelets"));
            Files.createDirectories(home.resolve("deployments"));
            int port = Integer.parseInt(overrides.getOrDefault(PORT, String.valueOf(freePort())));
            int operatorPort = freePort();
            Map<String, String> keys = quick();
            keys.putAll(overrides);
            keys.put("skipjack.listen.host", "127.0.0.1");
            keys.put(PORT, String.valueOf(port));
            keys.put("server.port", String.valueOf(operatorPort));
            keys.put("skipjack.deployments-dir", home.resolve("deployments").toString());
            keys.putIfAbsent(DATA, home.resolve("data").toString());
            keys.put("skipjack.live.routes-dir", home.resolve("routes").toString());
            keys.put("skipjack.live.kamelets-dir", home.resolve("kamelets").toString());
            RouterOptions options = RouterOptions.NONE.withConfig(home).withGuestKey(KEY);
            for (Map.Entry<String, String> key : keys.entrySet()) {
                options = options.with(key.getKey(), key.getValue());
            }
            TestRouter started = new TestRouter(home, Router.start(more.apply(options)), port, operatorPort);
            RUNNING.add(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartException e) {
            throw new AssertionError("the router did not start: " + e.getMessage(), e);
        }
    }

    /** Time-outs that let a test see what they do within a second or two. */
    static Map<String, String> quick() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("skipjack.listen.drain-timeout", "5s");
        keys.put("skipjack.spot.connect-timeout", "500ms");
        keys.put("skipjack.spot.first-byte-timeout", "1500ms");
        keys.put("skipjack.spot.idle-timeout", "2s");
        keys.put("skipjack.spot.slow-start", "0s");
        keys.put("skipjack.spot.breaker.minimum-calls", "1000");
        keys.put("skipjack.serverless.connect-timeout", "500ms");
        keys.put("skipjack.serverless.first-byte-timeout", "8s");
        keys.put("skipjack.serverless.idle-timeout", "2s");
        keys.put("skipjack.serverless.breaker.minimum-calls", "1000");
        keys.put("skipjack.hold.deadline", "4s");
        keys.put("skipjack.hold.heartbeat", "500ms");
        keys.put("skipjack.hold.retry-interval", "200ms");
        keys.put("skipjack.ejection.base", "1s");
        keys.put("skipjack.probe.health-interval", "100ms");
        keys.put("skipjack.probe.generation-interval", "0s");
        keys.put("skipjack.probe.timeout", "1s");
        keys.put("skipjack.live.poll", "100ms");
        keys.put("skipjack.keys-reload", "200ms");
        keys.put("skipjack.limits.header-read-timeout", "1s");
        keys.put("skipjack.limits.body-read-timeout", "1s");
        keys.put("skipjack.limits.keep-alive-timeout", "3s");
        keys.put("skipjack.limits.write-stall-timeout", "3s");
        return keys;
    }

    /** A model name that no other test uses. */
    public static String newModel() {
        return "test/model-" + MODELS.incrementAndGet();
    }

    /**
     * Adds or replaces a deployment and waits until it is served. The name is made from the model.
     *
     * @param tiers the YAML of the tiers and whatever else, such as {@code spot: { urls: ["http://…/v1"] }}
     */
    public void deploy(String model, String tiers) {
        deployYaml(model, "public: true\n" + tiers);
    }

    /** The same for callers with a key only. */
    public void deployPrivate(String model, String tiers) {
        deployYaml(model, tiers);
    }

    private void deployYaml(String model, String more) {
        String name = name(model);
        String yaml = "name: %s\nmodel: %s\n%s\n".formatted(name, model, more);
        try {
            Path draft = home.resolve("deployments").resolve(name + ".draft");
            Files.writeString(draft, yaml);
            Files.move(draft, home.resolve("deployments").resolve(name + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deployed.add(model);
        Awaitility.await("deployment " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get("/v1/models").body().contains('"' + model + '"'));
    }

    /** Waits until the upstream takes requests, as the deployment's health says. */
    public void awaitReady(String model, String upstreamId) {
        Awaitility.await(upstreamId + " of " + model + " to be ready")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> health("/deployments/" + name(model)).contains("\"" + upstreamId + "\":\"ready\""));
    }

    /** What {@code /actuator/health} and below say, whatever their status. */
    public String health(String below) {
        return operatorsGet("/actuator/health" + below);
    }

    /** What the operators' port says, whatever its status. */
    public String operatorsGet(String path) {
        return operators("GET", path, "").body();
    }

    /**
     * Asks the operators' port.
     *
     * @param body empty for none
     * @param headers names and values in turn
     */
    public HttpResponse<String> operators(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(operatorsUrl() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    /** Takes a deployment away. */
    public void undeploy(String model) {
        deployed.remove(model);
        try {
            Files.deleteIfExists(home.resolve("deployments").resolve(name(model) + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes away what tests have deployed on any router that still runs: whose engines are gone need not be asked how they
     * are, least of all once another test's engine has got the same port.
     */
    static void undeployAll() {
        RUNNING.forEach(router -> Set.copyOf(router.deployed).forEach(router::undeploy));
    }

    /** The name of a model's deployment. */
    public static String name(String model) {
        return model.replaceAll("[^a-zA-Z0-9]", "-");
    }

    /** Folder that holds {@code routes}, {@code kamelets}, {@code deployments} and {@code data}. */
    public Path home() {
        return home;
    }

    public int port() {
        return port;
    }

    public int operatorPort() {
        return operatorPort;
    }

    /** What the command line takes for {@code --operator-url}. */
    public String operatorsUrl() {
        return "http://127.0.0.1:" + operatorPort;
    }

    /** Base URL for OpenAI clients. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    /** POSTs JSON with the key. */
    public HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    public HttpResponse<String> chat(String model, String more) {
        return post("/v1/chat/completions", chatBody(model, more));
    }

    /** A chat request; {@code more} are further members such as {@code "stream":true}, or empty. */
    public static String chatBody(String model, String more) {
        String members = more.isEmpty() ? "" : "," + more;
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Tell me something\"}]%s}"
                .formatted(model, members);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + KEY);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public Router router() {
        return router;
    }

    @Override
    public void close() {
        RUNNING.remove(this);
        router.close();
    }

    /** The project's root, from whichever module the tests run in. */
    public static Path project() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("routes"))
                ? here
                : here.resolve("..").normalize();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /**
     * A port of loopback that nobody has now. Below those that the kernel gives out: a router binds it seconds later, and
     * by then any connection on this machine might have got one of those.
     */
    public static int freePort() throws IOException {
        for (int i = 0; i < PORT_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one, then
            }
        }
        throw new IOException("no port is free");
    }
}
