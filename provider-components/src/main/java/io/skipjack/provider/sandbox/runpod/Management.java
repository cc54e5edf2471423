package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The management API: what is asked is found by method and path. */
final class Management {
    private static final String SERVERLESS = "/v2/serverless";
    private static final String SECRETS = "/v2/account/secrets";

    private final Shelf shelf;
    private final Bills bills;

    Management(Shelf shelf, Bills bills) {
        this.shelf = shelf;
        this.bills = bills;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException, ProblemException {
        String path = request.path();
        if (path.equals("/v2/catalog/gpus") && request.method().equals("GET")) {
            catalog(request, reply);
        } else if (path.equals(Bills.PATH) && request.method().equals("GET")) {
            send(200, bills.answer(request), reply);
        } else if (path.startsWith(SERVERLESS)) {
            endpoints(request, path.substring(SERVERLESS.length()), reply);
        } else if (path.startsWith(SECRETS)) {
            secrets(request, path.substring(SECRETS.length()), reply);
        } else {
            throw ProblemException.absent();
        }
    }

    private void catalog(ReceivedRequest request, Reply reply) throws IOException, ProblemException {
        boolean available = request.target().contains("include=AVAILABILITY");
        boolean product = request.target().contains("product=SERVERLESS");
        if (available != product) {
            throw ProblemException.bad("include=AVAILABILITY and product are only valid together");
        }
        send(200, shelf.catalog(available), reply);
    }

    private void endpoints(ReceivedRequest request, String rest, Reply reply)
            throws IOException, InterruptedException, ProblemException {
        String[] parts = rest.split("/", -1);
        if (parts.length == 1) {
            switch (request.method()) {
                case "GET" -> send(200, shelf.listEndpoints(), reply);
                case "POST" -> send(201, shelf.create(body(request)), reply);
                default -> throw ProblemException.absent();
            }
        } else if (parts.length == 2) {
            endpoint(request, parts[1], reply);
        } else if (parts.length == 3 && parts[2].equals("workers")) {
            send(200, shelf.find(parts[1]).workers(), reply);
        } else if (parts.length == 5 && parts[4].equals("logs")) {
            logs(request, shelf.find(parts[1]), reply);
        } else {
            throw ProblemException.absent();
        }
    }

    private void endpoint(ReceivedRequest request, String id, Reply reply) throws IOException, ProblemException {
        switch (request.method()) {
            case "PATCH" -> send(200, shelf.update(id, body(request)), reply);
            case "DELETE" -> {
                shelf.delete(id);
                ProblemException.limits(reply, 599).bytes(204, Reply.JSON, new byte[0]);
            }
            default -> throw ProblemException.absent();
        }
    }

    private void secrets(ReceivedRequest request, String rest, Reply reply) throws IOException, ProblemException {
        String id = rest.replaceFirst("^/", "");
        switch (request.method() + (id.isEmpty() ? "" : " id")) {
            case "GET" -> send(200, shelf.listSecrets(), reply);
            case "POST" -> {
                JsonNode body = body(request);
                send(
                        201,
                        shelf.createSecret(
                                body.path("name").asText(), body.path("value").asText()),
                        reply);
            }
            case "PATCH id" -> {
                shelf.updateSecret(id, body(request).path("value").asText());
                send(200, Json.object().put("id", id), reply);
            }
            case "DELETE id" -> {
                shelf.deleteSecret(id);
                ProblemException.limits(reply, 599).bytes(204, Reply.JSON, new byte[0]);
            }
            default -> throw ProblemException.absent();
        }
    }

    /** Events until the client leaves, as RunPod streams them. */
    private void logs(ReceivedRequest request, PretendEndpoint endpoint, Reply reply)
            throws IOException, InterruptedException, ProblemException {
        try {
            Instant.parse(request.parameter("since"));
        } catch (DateTimeException none) {
            throw ProblemException.invalid("since must be an RFC3339 timestamp");
        }
        reply.begin(200, "text/event-stream");
        for (String line : endpoint.log(shelf.token(endpoint))) {
            String at = endpoint.lineTimes().at(line).toString();
            ObjectNode event =
                    Json.object().put("ts", at).put("source", "container").put("line", line);
            reply.write("id: %s\ndata: %s\n\n".formatted(at, event).getBytes(StandardCharsets.UTF_8));
        }
        TimeUnit.HOURS.sleep(1);
    }

    static ObjectNode body(ReceivedRequest request) throws IOException, ProblemException {
        return request.jsonObject().orElseThrow(() -> ProblemException.bad("the body must be a JSON object"));
    }

    private static void send(int status, JsonNode body, Reply reply) throws IOException {
        ProblemException.limits(reply, 599).json(status, body);
    }
}
