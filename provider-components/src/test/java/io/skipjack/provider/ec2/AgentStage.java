package io.skipjack.provider.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The real host agent under bash, on an instance that is three small HTTP servers (metadata, router, engine) and stubs of
 * the commands it calls, each of which writes down its arguments.
 */
final class AgentStage implements AutoCloseable {
    static final String KEY = "sk-engine'\"$(reboot)%s\\x41 secret";
    static final String HF_TOKEN = "hf_canaryCanaryCanary";
    static final String END = "2026-11-21T10:02:00Z";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    /** Metadata by path; a test adds notices. */
    final Map<String, String> metadata =
            new ConcurrentHashMap<>(Map.of("instance-id", "i-0abc", "tags/instance/skipjack:replica", "rack-12"));
    /** All arguments of all processes of the agent that were seen. */
    final Set<String> commandLines = new ConcurrentSkipListSet<>();

    /** Metadata of another make than this stage's own. */
    volatile URI otherMetadata;

    volatile int routerStatus = 200;
    volatile boolean healthy = true;
    volatile int tokens;
    volatile String token = "none";

    private final Path folder;
    private final HttpServer imds = server(this::metadata);
    private final HttpServer router = server(this::report);
    private final HttpServer engine = server(exchange -> send(exchange, healthy ? 200 : 503, ""));
    private Process agent;

    AgentStage(Path folder) throws IOException {
        this.folder = folder;
        for (String command : List.of("docker", "aws", "shutdown", "curl")) {
            try (InputStream stub = Objects.requireNonNull(getClass().getResourceAsStream("stub-" + command + ".sh"))) {
                Path file = folder.resolve("bin").resolve(command);
                Files.createDirectories(file.getParent());
                Files.copy(stub, file, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Files.writeString(folder.resolve("engine-key"), KEY);
        Files.writeString(folder.resolve("hf-token"), HF_TOKEN);
    }

    Ec2Settings settings() {
        Ec2Settings settings = Ec2Settings.of(null, "http://127.0.0.1:" + port(router));
        return new Ec2Settings(
                null,
                settings.regions(),
                settings.routerUrl(),
                settings.image(),
                settings.ami(),
                settings.instanceProfile(),
                settings.securityGroup(),
                "",
                "ssm:/skipjack/engine-key",
                "secretsmanager:hf-token",
                "",
                100,
                Duration.ofSeconds(600),
                Duration.ofSeconds(100),
                "",
                port(engine),
                settings.side());
    }

    void start(String userData) throws IOException {
        Path script = folder.resolve("user-data");
        Files.writeString(
                script,
                userData.replace("_POLL_SECONDS='5'", "_POLL_SECONDS='1'")
                        .replace("BEAT_SECONDS='15'", "BEAT_SECONDS='1'"));
        launch();
    }

    private void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", folder.resolve("user-data").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("STAGE", folder.toString());
        builder.environment()
                .put(
                        "SKIPJACK_IMDS",
                        otherMetadata == null ? "http://127.0.0.1:" + port(imds) : otherMetadata.toString());
        builder.environment().put("SKIPJACK_WORK", folder.resolve("work").toString());
        builder.environment().put("SKIPJACK_CACHE", folder.resolve("cache").toString());
        Process started = builder.start();
        agent = started;
        Thread.ofVirtual().start(() -> watchProcesses(started));
    }

    /** The agent dies and is started again, as its service does. */
    void restart() throws IOException, InterruptedException {
        stop();
        launch();
    }

    private void watchProcesses(Process running) {
        while (running.isAlive()) {
            running.descendants()
                    .forEach(process -> process.info().commandLine().ifPresent(commandLines::add));
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Waits until the agent has told of a phase; if it does not, the failure holds what the agent printed and called. */
    void awaitPhase(String phase, Duration patience) {
        try {
            Awaitility.await().atMost(patience).until(() -> kinds().contains("phase" + phase));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "no phase %s; reports %s, output: %s, calls: %s"
                            .formatted(phase, kinds(), text("output"), text("calls")),
                    late);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException none) {
            return "none";
        }
    }

    List<String> kinds() {
        return reports.stream()
                .map(report ->
                        report.path("kind").asText() + report.path("phase").asText())
                .toList();
    }

    List<JsonNode> reports(String kind) {
        return reports.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
    }

    /** What the stubs were called with, a call a line. */
    List<String> calls() throws IOException {
        Path file = folder.resolve("calls");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(String::strip).toList()
                : List.of();
    }

    List<String> calls(String command) throws IOException {
        return calls().stream().filter(call -> call.startsWith(command)).toList();
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("PUT") && path.equals("/latest/api/token")) {
            token = "token-" + ++tokens;
            send(exchange, 200, token);
        } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
            send(exchange, 401, "");
        } else {
            String value = metadata.get(path.replaceFirst("^/latest/meta-data/", ""));
            send(exchange, value == null ? 404 : 200, value == null ? "" : value);
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String time = exchange.getRequestHeaders().getFirst("x-skipjack-time");
        if (!signature(time, body).equals(exchange.getRequestHeaders().getFirst("x-skipjack-signature"))) {
            send(exchange, 401, "");
            return;
        }
        if (routerStatus == 200) {
            reports.add(MAPPER.readTree(body));
        }
        send(exchange, routerStatus, "{\"known\":" + (routerStatus == 200) + "}");
    }

    private static String signature(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private void stop() throws InterruptedException {
        if (agent != null) {
            List<ProcessHandle> all = agent.descendants().toList();
            agent.destroy();
            all.forEach(ProcessHandle::destroyForcibly);
            if (!agent.waitFor(3, TimeUnit.SECONDS)) {
                agent.destroyForcibly();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        List.of(imds, router, engine).forEach(server -> server.stop(0));
    }
}
