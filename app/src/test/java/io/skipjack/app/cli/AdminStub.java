package io.skipjack.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A router's operators' port that answers from a script: the last answer to a call goes on for ever. */
final class AdminStub implements AutoCloseable {
    private final HttpServer http;
    private final Map<String, Deque<Answer>> script = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    private record Answer(int status, String body) {}

    AdminStub() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    /** @param call such as {@code PUT /api/deployments/rack}, query included */
    AdminStub on(String call, int status, String body) {
        script.computeIfAbsent(call, any -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    AdminStub on(String call, String body) {
        return on(call, 200, body);
    }

    /** Every answer bears it. */
    AdminStub with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Each call with its body, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** But for probes of a router whose engine had this port before. */
    private synchronized void answer(HttpExchange exchange) throws IOException {
        if ("skipjack-probe".equals(exchange.getRequestHeaders().getFirst("User-Agent"))) {
            exchange.close();
            return;
        }
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        calls.add(call + "\n" + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Deque<Answer> answers = script.getOrDefault(call, new ArrayDeque<>());
        Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer == null) {
            answer = new Answer(404, "{\"error\": \"the script has no " + call.replace('"', '\'') + "\"}");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
