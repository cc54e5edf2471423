package io.skipjack.provider.ec2;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers AWS calls with scripted replies and keeps what was asked: for what the provider sends and how it reads. */
final class PretendAws implements AutoCloseable {
    /** A reply that is an error, in EC2's XML or as JSON. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    /**
     * A call as it came.
     *
     * @param signer access key and region that it was signed with: {@code KEY/DATE/REGION/...}
     * @param fields EC2's form, or the JSON under {@code body}
     */
    record Call(String action, String signer, Map<String, String> fields) {
        String get(String field) {
            return fields.get(field);
        }
    }

    private final HttpServer server;
    private final Map<String, Function<Call, String>> replies = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    PretendAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    PretendAws on(String action, String reply) {
        return on(action, call -> reply);
    }

    PretendAws on(String action, Function<Call, String> reply) {
        replies.put(action, reply);
        return this;
    }

    PretendAws refuse(String action, int status, String code) {
        return on(action, call -> {
            throw new Refused(status, code, "no " + action);
        });
    }

    List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    Call call(String action) {
        return calls(action).getLast();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String signer = exchange.getRequestHeaders().getFirst("Authorization").replaceFirst(".*Credential=", "");
        Call call = target == null
                ? form(signer, body)
                : new Call(target.substring(target.indexOf('.') + 1), signer, Map.of("body", body));
        calls.add(call);
        try {
            Function<Call, String> reply = replies.get(call.action());
            if (reply == null) {
                throw new Refused(400, "InvalidAction", "nobody scripted " + call.action());
            }
            String text = reply.apply(call);
            send(
                    exchange,
                    200,
                    target == null
                            ? "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">%s</%sResponse>"
                                    .formatted(call.action(), text, call.action())
                            : text);
        } catch (Refused refused) {
            send(
                    exchange,
                    refused.status,
                    target == null
                            ? "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>r</RequestID></Response>"
                                    .formatted(refused.code, refused.getMessage())
                            : "{\"__type\":\"x#%s\",\"message\":\"%s\"}".formatted(refused.code, refused.getMessage()));
        }
    }

    private static Call form(String signer, String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
        }
        return new Call(fields.getOrDefault("Action", ""), signer, fields);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
