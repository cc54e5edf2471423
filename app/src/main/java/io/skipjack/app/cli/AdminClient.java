package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.app.keys.BudgetJson;
import io.skipjack.domain.cost.BudgetSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running router over its operators' port. Follows no redirect, for it carries an operator's credential.
 *
 * @param operators base URL of the port
 * @param credential as whom; null for nobody
 * @param err where to tell of an answer that takes long; null for nowhere
 */
record AdminClient(
        URI operators,
        @Nullable Credential credential,
        @Nullable PrintWriter err) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Providers may be asked for their prices first. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    /** What a router says with these is the whole answer. */
    private static final Set<Integer> EXPLAINED = Set.of(400, NOT_FOUND, 409, 503);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    AdminClient(URI operators, @Nullable Credential credential) {
        this(operators, credential, null);
    }

    /** What a router says of itself and its fleet. */
    JsonNode status() throws CommandFailure {
        return read(send(request("/api/status").build()));
    }

    /** What the components of a deployment wrote, in order of time; providers may be asked first. */
    JsonNode logs(String deployment, Query query) throws CommandFailure {
        HttpResponse<String> answer = send(request("/api/deployments/" + encoded(deployment) + "/logs" + query)
                .timeout(LONG_PATIENCE)
                .build());
        if (answer.statusCode() == NOT_FOUND && answer.body().contains("there is no deployment")) {
            throw new CommandFailure(
                    "the router has no deployment '" + deployment + "'; see those there are with: skipjack status");
        }
        return read(answer);
    }

    /** Has a fleet launch again whose launches were halted. */
    void retry(String deployment) throws CommandFailure {
        read(send(request("/api/deployments/" + encoded(deployment) + "/retry")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build()));
    }

    /**
     * What is known of prices, each with its age and source.
     *
     * @param gpu null for all
     */
    JsonNode prices(@Nullable String gpu) throws CommandFailure {
        Query query = new Query().with("gpu", gpu);
        return read(send(request("/api/prices" + query).timeout(LONG_PATIENCE).build()));
    }

    /**
     * What was spent.
     *
     * @param since a time ago such as {@code 24h}, or an instant
     * @param until likewise; null for now
     * @param deployment only this one; null for all
     */
    JsonNode cost(String since, @Nullable String until, @Nullable String deployment) throws CommandFailure {
        Query query = new Query().with("since", since).with("until", until).with("deployment", deployment);
        return read(send(request("/api/cost" + query).timeout(LONG_PATIENCE).build()));
    }

    /** What happened, newest last, and the number of the last event there is. */
    JsonNode events(Query query) throws CommandFailure {
        return read(send(request("/api/events" + query).build()));
    }

    /** What a deployment would become, and why, without becoming it. */
    JsonNode explain(String yaml) throws CommandFailure {
        return read(send(request("/api/explain").POST(yaml(yaml)).build()));
    }

    /** Adds or replaces a deployment. */
    JsonNode put(String deployment, String yaml) throws CommandFailure {
        return read(send(request("/api/deployments/" + encoded(deployment))
                .PUT(yaml(yaml))
                .build()));
    }

    /** @return false where there is none of that name */
    boolean remove(String deployment) throws CommandFailure {
        HttpResponse<String> answer =
                send(request("/api/deployments/" + encoded(deployment)).DELETE().build());
        if (answer.statusCode() == NOT_FOUND) {
            return false;
        }
        read(answer);
        return true;
    }

    /** What is kept of each key, clients' and operators'. */
    JsonNode keys() throws CommandFailure {
        return read(send(request("/api/keys").build()));
    }

    /**
     * @param role of an operator key; null for a client's key
     * @param budget of a client's key; null for none
     */
    JsonNode createKey(String name, @Nullable String role, @Nullable BudgetSpec budget) throws CommandFailure {
        ObjectNode body = MAPPER.createObjectNode().put("name", name).put("role", role);
        if (budget != null) {
            body.set("budget", MAPPER.valueToTree(BudgetJson.map(budget)));
        }
        return read(send(request("/api/keys")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    JsonNode setKeyBudget(String nameOrId, BudgetSpec budget) throws CommandFailure {
        String body = MAPPER.valueToTree(BudgetJson.map(budget)).toString();
        return read(send(request("/api/keys/" + encoded(nameOrId) + "/budget")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    JsonNode clearKeyBudget(String nameOrId) throws CommandFailure {
        return read(send(
                request("/api/keys/" + encoded(nameOrId) + "/budget").DELETE().build()));
    }

    JsonNode revokeKey(String nameOrId) throws CommandFailure {
        return read(send(request("/api/keys/" + encoded(nameOrId)).DELETE().build()));
    }

    /** The newest entries of the audit log, back to then, newest first. */
    JsonNode audit(String since, int limit) throws CommandFailure {
        Query query = new Query().with("since", since).with("limit", limit);
        return read(send(request("/api/audit" + query).build()));
    }

    private static HttpRequest.BodyPublisher yaml(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(operators.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json");
        if (credential != null) {
            request.header("Authorization", credential.header());
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws CommandFailure {
        try (Waiting waiting = Waiting.on(err, "waiting for the router at " + operators);
                HttpClient http = Clients.of(operators, PATIENCE)) {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking " + operators, stopped);
        } catch (IOException nobody) {
            throw new Unanswered(operators, nobody).asFailure();
        }
    }

    private JsonNode read(HttpResponse<String> answer) throws CommandFailure {
        int status = answer.statusCode();
        JsonNode body = body(answer.body());
        String said = body.path("error").isTextual() ? body.path("error").asText() : "";
        // The clients' port answers as OpenAI does, and must not be sent an operator's key
        boolean clients = body.path("error").isObject();
        if (!clients && (status == UNAUTHORIZED || status == FORBIDDEN)) {
            throw new Refused(operators, credential, said).asFailure(status == FORBIDDEN);
        }
        if (status == OK && body.isObject()) {
            return body;
        }
        if (EXPLAINED.contains(status) && !said.isEmpty()) {
            throw new CommandFailure(said);
        }
        if (body.isMissingNode()) {
            throw new CommandFailure("what answers at " + operators + " is no router's operators' port; name it with"
                    + " --operator-url http://HOST:PORT");
        }
        throw new CommandFailure("the router at " + operators + " answered " + status
                + (said.isEmpty() ? "" : ": " + Cells.clean(said))
                + "; is --operator-url its operators' port, and not the clients'?");
    }

    /** Missing where it is no JSON. */
    private static JsonNode body(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }

    /** Leaves the credential out, so that no log can hold it. */
    @Override
    public String toString() {
        return "AdminClient[operators=" + operators + "]";
    }
}
