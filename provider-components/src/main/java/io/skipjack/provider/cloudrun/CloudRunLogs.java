package io.skipjack.provider.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointLog;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestAnswer;
import io.skipjack.provider.spi.RestClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What engines wrote, from Cloud Logging's {@code entries:list} (logging/docs/reference/v2/rest/v2/entries/list). */
final class CloudRunLogs {
    private static final int MOST = 1000;

    private CloudRunLogs() {}

    static List<EndpointLog> of(CloudRunSettings settings, RestClient logging, Redaction redaction, Asked asked)
            throws ProviderUnavailableException {
        RestAnswer answer = logging.post("/v2/entries:list", body(settings, asked));
        if (!answer.isOk()) {
            throw new ProviderUnavailableException(
                    "reading logs of %s, %s; grant roles/logging.viewer".formatted(asked.service(), answer.message()));
        }
        List<EndpointLog> logs = new ArrayList<>();
        for (JsonNode entry : answer.json().path("entries")) {
            String text = entry.path("textPayload")
                    .asText(entry.at("/jsonPayload/message").asText());
            String at = entry.path("timestamp").asText();
            if (!text.isBlank() && !at.isEmpty()) {
                logs.add(new EndpointLog(Instant.parse(at), redaction.of(text)));
            }
        }
        return logs;
    }

    /**
     * What is wanted.
     *
     * @param service its short name
     * @param since oldest line
     */
    record Asked(String service, Instant since) {}

    private static ObjectNode body(CloudRunSettings settings, Asked asked) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("resourceNames").add("projects/" + settings.project());
        String filter = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"%s\""
                + " AND resource.labels.location=\"%s\" AND timestamp>=\"%s\"";
        body.put("filter", filter.formatted(asked.service(), settings.region(), asked.since()));
        return body.put("orderBy", "timestamp asc").put("pageSize", MOST);
    }
}
