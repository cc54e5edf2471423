package io.skipjack.provider.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.provider.spi.RestAnswer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an app is, without a request to it. The API tells which containers there are, though not whether they answer yet: that
 * is in the engine's log.
 */
record CerebriumStatus(CerebriumApi api) {
    /** What uvicorn writes when the engine begins to answer. */
    private static final String READY = "Application startup complete";

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "TERMINATED", "COMPLETED");

    EndpointSight look(String name, Instant now) throws ProviderUnavailableException {
        RestAnswer app = api.app(name);
        if (app.isAbsent()) {
            return EndpointSight.ABSENT;
        }
        String status = CerebriumApi.granted("looking at " + name, app)
                .json()
                .path("status")
                .asText();
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "deleting", "deleted" -> new EndpointSight(EndpointPhase.ABSENT, 0, status);
            case "pending", "building", "initializing" -> new EndpointSight(EndpointPhase.DEPLOYING, 0, status);
            case "failed", "error" -> new EndpointSight(EndpointPhase.FAILED, 0, status);
            default -> containers(name, status, now);
        };
    }

    private EndpointSight containers(String name, String status, Instant now) throws ProviderUnavailableException {
        List<JsonNode> living = api.containers(name).stream()
                .filter(container -> !container.path("isTerminating").asBoolean())
                .filter(container -> !ENDED.contains(state(container)))
                .toList();
        if (living.isEmpty()) {
            return new EndpointSight(EndpointPhase.COLD, 0, status);
        }
        List<Instant> running = living.stream()
                .filter(container -> state(container).equals("RUNNING"))
                .map(container ->
                        instant(container.path("containerStartTimestamp").asText()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        boolean ready = !running.isEmpty() && answers(name, running.getFirst(), now);
        return new EndpointSight(ready ? EndpointPhase.READY : EndpointPhase.STARTING, living.size(), status);
    }

    private static String state(JsonNode container) {
        return container.path("containerState").asText().toUpperCase(Locale.ROOT);
    }

    private boolean answers(String name, Instant since, Instant now) throws ProviderUnavailableException {
        if (since.plus(CerebriumFiles.STARTUP).isBefore(now)) {
            return true;
        }
        RestAnswer logs = CerebriumApi.granted("reading the log of " + name, api.logs(name, since, 1, READY));
        return !logs.json().path("logs").isEmpty();
    }

    static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException never) {
            return null;
        }
    }
}
