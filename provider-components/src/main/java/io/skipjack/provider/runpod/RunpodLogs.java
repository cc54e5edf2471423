package io.skipjack.provider.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.provider.spi.Redaction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the workers of an endpoint wrote, put together. A worker that is gone has taken its lines with it. */
final class RunpodLogs {
    private static final int MOST = 1_000;

    private final RunpodApi api;
    private final Redaction redaction;

    RunpodLogs(RunpodApi api, Redaction redaction) {
        this.api = api;
        this.redaction = redaction;
    }

    List<EndpointLog> since(String id, RunpodWorkers workers, Instant since) throws ProviderUnavailableException {
        List<EndpointLog> lines = new ArrayList<>();
        for (String worker : workers.ids()) {
            for (JsonNode event : api.workerLogs(id, worker, since, MOST)) {
                Instant at = at(event.path("ts").asText(), since);
                lines.add(new EndpointLog(
                        at, redaction.sentence(event.path("line").asText())));
            }
        }
        lines.sort(Comparator.comparing(EndpointLog::at));
        return List.copyOf(lines.subList(0, Math.min(lines.size(), MOST)));
    }

    private static Instant at(String written, Instant otherwise) {
        try {
            return Instant.parse(written);
        } catch (DateTimeException other) {
            return otherwise;
        }
    }
}
