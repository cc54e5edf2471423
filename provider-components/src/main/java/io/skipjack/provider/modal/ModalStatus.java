package io.skipjack.provider.modal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointSight;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an app is, without a request to it: each request would keep a container for another window. That a container runs is
 * in the list of containers; that its engine answers, it writes into the log itself ({@link ModalApp#READY}).
 */
final class ModalStatus {
    private final ModalCommands commands;

    ModalStatus(ModalCommands commands) {
        this.commands = commands;
    }

    /** Two commands at most. */
    EndpointSight look(String name, Instant now) throws ProviderUnavailableException {
        List<JsonNode> containers = ModalCommands.rows("looking at " + name, commands.containers()).stream()
                .filter(container -> container.path("app_name").asText().equals(name))
                .toList();
        if (containers.isEmpty()) {
            return withoutContainer(name);
        }
        List<Instant> starts = containers.stream()
                .map(container -> instant(container.path("start_time").asText()))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        boolean ready = !starts.isEmpty() && answers(name, starts.getFirst(), now);
        return new EndpointSight(ready ? EndpointPhase.READY : EndpointPhase.STARTING, containers.size(), "");
    }

    private EndpointSight withoutContainer(String name) throws ProviderUnavailableException {
        List<JsonNode> apps = ModalCommands.rows("looking at " + name, commands.apps());
        String state = ModalCommands.living(apps, name).stream()
                .findFirst()
                .map(app -> app.path("state").asText())
                .orElse("");
        EndpointPhase phase = switch (state) {
            case "", "stopping..." -> EndpointPhase.ABSENT;
            case "deployed" -> EndpointPhase.COLD;
            case "disabled" -> EndpointPhase.FAILED;
            default -> EndpointPhase.DEPLOYING;
        };
        return new EndpointSight(phase, 0, state);
    }

    /** A container that is older than its time to start would have been ended if its engine did not listen. */
    private boolean answers(String name, Instant since, Instant now) throws ProviderUnavailableException {
        return since.plus(ModalApp.STARTUP).isBefore(now)
                || commands.logs(name, since, 1, ModalApp.READY).out().contains(ModalApp.READY);
    }

    /** Such as {@code 2026-03-01 12:00:00+01:00}; null for {@code Pending}. */
    static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException pending) {
            return null;
        }
    }
}
