package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the deployments in production wrote. */
final class BasetenLogs {
    private static final int MOST = 1_000;
    /** Baseten refuses a longer window. */
    private static final Duration WINDOW = Duration.ofDays(7);

    private static final long NANOS = 1_000_000_000L;

    private final BasetenApi api;
    private final Redaction redaction;

    BasetenLogs(BasetenApi api, Redaction redaction) {
        this.api = api;
        this.redaction = redaction;
    }

    List<EndpointLog> since(String model, Instant since, Instant now) throws ProviderUnavailableException {
        Instant oldest = now.minus(WINDOW).plusSeconds(60);
        RestAnswer answer = api.logs(model, since.isBefore(oldest) ? oldest : since, MOST);
        if (answer.isAbsent()) {
            return List.of();
        }
        List<EndpointLog> lines = new ArrayList<>();
        for (JsonNode line : BasetenApi.items(answer, "logs")) {
            long nanos = line.path("timestamp").asLong();
            lines.add(new EndpointLog(
                    Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS),
                    redaction.sentence(line.path("message").asText())));
        }
        return lines;
    }
}
