package io.skipjack.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skipjack.app.cli.bench.LoadTarget;
import io.skipjack.app.config.Nearest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked; found out before a load, so that a wrong address, key or model is said once and not by each of a
 * thousand requests.
 *
 * @param base URL of an OpenAI-compatible API
 * @param key null for none
 */
record ModelChoice(URI base, @Nullable String key) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * @param wanted null for the only one there is
     * @throws CommandFailure when nobody answers, the key is refused, or the choice is not clear
     */
    String choose(@Nullable String wanted) throws CommandFailure, InterruptedException {
        HttpResponse<String> answer = ask();
        if (answer.statusCode() == UNAUTHORIZED || answer.statusCode() == FORBIDDEN) {
            throw new CommandFailure(
                    key == null
                            ? base + " wants an API key; set " + ApiKeyOption.VARIABLE
                                    + ", see: skipjack keys create bench"
                            : base + " refuses this API key; see those it knows with: skipjack keys list");
        }
        List<String> models = models(answer);
        if (wanted != null) {
            if (!models.isEmpty() && !models.contains(wanted)) {
                throw new CommandFailure("%s has no model '%s'%s; it has: %s"
                        .formatted(base, wanted, Nearest.hint(wanted, models), String.join(", ", models)));
            }
            return wanted;
        }
        if (models.size() == 1) {
            return models.getFirst();
        }
        throw new CommandFailure(
                models.isEmpty()
                        ? base + " names no model; deploy one, or say which with --model"
                        : base + " has several models, say which with --model: " + String.join(", ", models));
    }

    private HttpResponse<String> ask() throws CommandFailure, InterruptedException {
        HttpRequest request =
                LoadTarget.request(base, key, "/models").timeout(PATIENCE).build();
        try (HttpClient http = Clients.of(base, PATIENCE)) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException nobody) {
            throw new CommandFailure(
                    "nobody answers at " + base + "; start a router with: skipjack serve, or name another with --url",
                    nobody);
        }
    }

    /** None where the answer is none of this API. */
    private static List<String> models(HttpResponse<String> answer) {
        List<String> models = new ArrayList<>();
        if (answer.statusCode() == OK) {
            try {
                for (JsonNode model : MAPPER.readTree(answer.body()).path("data")) {
                    models.add(Cells.text(model, "id"));
                }
            } catch (JsonProcessingException other) {
                models.clear();
            }
        }
        return models;
    }

    /** Leaves the key out, so that no log can hold it. */
    @Override
    public String toString() {
        return "ModelChoice[base=" + base + "]";
    }
}
