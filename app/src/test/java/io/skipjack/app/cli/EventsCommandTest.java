package io.skipjack.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsCommandTest {
    private static final String READY = "{\"seq\":7,\"at\":\"2026-11-29T10:00:00Z\",\"kind\":\"replica.ready\","
            + "\"deployment\":\"rack\",\"subject\":\"rack-1\",\"text\":\"rack-1 is ready\\u001B[2J\",\"facts\":{}}";
    private static final String LOST = READY.replace("7", "8").replace("ready", "lost");
    private static final String ENDED = READY.replace("7", "9").replace("ready", "ended");

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private HttpServer http;

    @AfterEach
    void stop() {
        if (http != null) {
            http.stop(0);
        }
    }

    @Test
    void aTableShowsWhatHappenedNewestLast() {
        try (AdminStub router = new AdminStub()
                .on("GET /api/events?deployment=rack&kind=replica.*&since=1h&limit=1000", answer(READY, LOST))) {
            Typed typed = Typed.run(
                    "events",
                    "--operator-url",
                    router.url(),
                    "--since",
                    "1h",
                    "--deployment",
                    "rack",
                    "--kind",
                    "replica.*");

            assertThat(typed.code()).as(typed.err()).isZero();
            assertThat(typed.out().lines())
                    .hasSize(2)
                    .allMatch(line ->
                            line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  replica\\.\\w+ +rack-1 is .*"));
            assertThat(typed.out()).doesNotContain("\u001b");
        }
    }

    @Test
    void jsonIsAListOfTheEvents() {
        try (AdminStub router = new AdminStub().on("GET /api/events", answer(READY))) {
            Typed typed = Typed.run("events", "--operator-url", router.url(), "--output", "json");

            assertThat(typed.out()).startsWith("[").contains("\"seq\" : 7").endsWith("]");
        }
    }

    @Test
    void nothingIsSaidWithoutAnError() {
        try (AdminStub router = new AdminStub().on("GET /api/events", answer())) {
            Typed typed = Typed.run("events", "--operator-url", router.url());

            assertThat(typed.code()).isZero();
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).isEqualTo("nothing like that has happened");
        }
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        try (AdminStub router = new AdminStub()
                .on("GET /api/events?since=x&limit=1000", 400, "{\"error\":\"since must be how long ago\"}")) {
            assertThat(Typed.run("events", "--operator-url", router.url(), "--since", "x")
                            .err())
                    .isEqualTo("since must be how long ago");
        }
        Typed nobody = Typed.run("events", "-f", "--operator-url", "http://127.0.0.1:" + TestRouter.freePort());
        assertThat(nobody.code()).isNotZero();
        assertThat(nobody.err()).contains("no router answers at").doesNotContain("\tat ");
    }

    @Test
    void whatIsFollowedGoesOnWhereItWasWhenTheRouterHasBeenAway() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/api/events", exchange -> reply(exchange, answer(READY)));
        http.createContext("/api/events/stream", this::stream);
        http.start();
        String url = "http://127.0.0.1:" + http.getAddress().getPort();

        Following events = Following.of("events", "-f", "--output", "json", "--operator-url", url);
        try (events) {
            await().until(() -> events.out().lines().count() == 3 && calls.size() == 4);
        }

        assertThat(events.out().lines()).containsExactly(READY, LOST, ENDED);
        assertThat(calls).startsWith("7", "8", "8", "9");
        assertThat(events.err().lines()).first().asString().contains("is away, it has stopped; trying again");
        assertThat(events.err()).contains("the router is back");
    }

    /** The first stream ends after an event, the next is refused, and so on. */
    private void stream(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        switch (calls.size()) {
            case 1 -> reply(exchange, "retry: 2000\n\nid: 8\nevent: replica.lost\ndata: " + LOST + "\n\n");
            case 2 -> exchange.sendResponseHeaders(503, -1);
            case 3 -> reply(exchange, ": alive\n\nid: 9\nevent: replica.ended\ndata: " + ENDED + "\n\n");
            default -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                return;
            }
        }
        exchange.close();
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String answer(String... events) {
        return "{\"last\":7,\"events\":[" + String.join(",", events) + "]}";
    }
}
