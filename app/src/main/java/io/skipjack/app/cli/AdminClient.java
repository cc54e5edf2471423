package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running router over its operators' port. Follows no redirect, for it carries the operators' password.
 *
 * @param operators base URL of the port
 * @param login {@code user:password}; null for none
 */
record AdminClient(URI operators, @Nullable String login) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Providers may be asked for their prices first. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNAUTHORIZED = 401;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a router says of itself and its fleet. */
    JsonNode status() throws CommandFailure {
        return read(send(request("/api/status").build()));
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
        String query = gpu == null ? "" : "?gpu=" + encoded(gpu);
        return read(send(request("/api/prices" + query).timeout(LONG_PATIENCE).build()));
    }

    /** What a million tokens of each tier cost over the last day. */
    JsonNode tierCosts() throws CommandFailure {
        return read(send(request("/api/cost?since=24h").build())).path("tiers");
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

    private static HttpRequest.BodyPublisher yaml(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static String encoded(String deployment) {
        return URLEncoder.encode(deployment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(operators.resolve(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json");
        if (login != null) {
            byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) throws CommandFailure {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException nobody) {
            throw new CommandFailure(
                    "no router answers at " + operators + "; start one with: skipjack serve, or name its operators'"
                            + " port with --operators http://HOST:PORT",
                    nobody);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while asking " + operators, stopped);
        }
    }

    private JsonNode read(HttpResponse<String> answer) throws CommandFailure {
        if (answer.statusCode() == UNAUTHORIZED) {
            throw new CommandFailure(
                    login == null
                            ? "the router at " + operators
                                    + " wants a login; set SKIPJACK_OPERATORS_PASSWORD, and --user"
                                    + " where it is not 'operator'"
                            : "the router at " + operators + " knows no such login; check --user and"
                                    + " SKIPJACK_OPERATORS_PASSWORD");
        }
        try {
            JsonNode body = MAPPER.readTree(answer.body());
            if (answer.statusCode() == OK && body.isObject()) {
                return body;
            }
            if ((answer.statusCode() == BAD_REQUEST || answer.statusCode() == CONFLICT) && body.hasNonNull("error")) {
                throw new CommandFailure(body.path("error").asText());
            }
            throw new CommandFailure("the router at " + operators + " answered " + answer.statusCode()
                    + (body.hasNonNull("error") ? ": " + body.path("error").asText() : "")
                    + "; is --operators its operators' port, and not the clients'?");
        } catch (JsonProcessingException other) {
            throw new CommandFailure(
                    "what answers at " + operators + " is no router's operators' port; name it with --operators"
                            + " http://HOST:PORT",
                    other);
        }
    }

    /** Leaves the login out, so that no log can hold it. */
    @Override
    public String toString() {
        return "AdminClient[operators=" + operators + "]";
    }
}
