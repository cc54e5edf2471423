package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a router that takes up one deployment, at the provider "modal". */
class ColdStartsTest {
    private final StringWriter told = new StringWriter();
    private final ColdStartOptions options = new ColdStartOptions();
    private HttpServer router;
    private ColdStarts starts;
    private Runnable whileItIsRemoved = () -> {};
    private String deployment = "";

    @BeforeEach
    void listen() throws IOException {
        router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        router.createContext("/api/deployments/", this::change);
        router.createContext("/api/status", this::status);
        router.start();
        URI url = URI.create("http://127.0.0.1:" + router.getAddress().getPort());
        starts = new ColdStarts(new AdminClient(url, null), options, new Lines(new PrintWriter(told)));
        // each run fails once the deployment answers: no request is due any more
        options.timeout = Duration.ofNanos(1);
    }

    @AfterEach
    void close() {
        router.stop(0);
    }

    @Test
    void aSignalWhileADeploymentIsBeingRemovedLeavesNothing() {
        whileItIsRemoved = () -> starts.stop();
        options.runs = 2;

        starts.run(List.of("modal"), "sk-x");

        assertThat(told.toString()).contains("is gone, nothing of it is left").doesNotContain("MAY BE LEFT");
        assertThat(starts.outcomes().get("modal"))
                .as("the second run is not begun")
                .satisfies(outcome -> assertThat(outcome.failures()).hasSize(1));
    }

    @Test
    void noTimeLeftToAskIsAFailureOfThatRunAlone() {
        starts.run(List.of("modal", "runpod"), "sk-x");

        assertThat(starts.outcomes().get("modal"))
                .isEqualTo(new ColdStarts.Outcome(
                        List.of(), List.of("modal answers, but time is up before it could be asked")));
        assertThat(starts.outcomes()).containsOnlyKeys("modal", "runpod");
    }

    private void change(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("DELETE")) {
            deployment = "";
            whileItIsRemoved.run();
        } else {
            deployment = "{\"name\": \"" + path.substring(path.lastIndexOf('/') + 1)
                    + "\", \"endpoints\": [{\"provider\": \"modal\", \"state\": \"deployed\"}]}";
        }
        reply(exchange, "{}");
    }

    private void status(HttpExchange exchange) throws IOException {
        reply(exchange, "{\"endpoint\": \"http://127.0.0.1:1/v1\", \"deployments\": [" + deployment + "]}");
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
