package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The serverless endpoints of one deployment in lines for people.
 *
 * @param deployment as it stands in {@code GET /api/status}
 */
record EndpointTable(JsonNode deployment) {
    private static final String ROW = "  %-14s %-12s %-10s %7s  %-10s %8s %11s %10s  %s";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        JsonNode endpoints = deployment.path("endpoints");
        if (!endpoints.isEmpty()) {
            lines.add(ROW.formatted("ENDPOINT", "STATE", "PHASE", "WORKERS", "GPU", "$/H", "COLD START", "AGE", "WHY")
                    .stripTrailing());
            endpoints.forEach(endpoint -> lines.add(row(endpoint)));
        }
        String problem = text(deployment.path("serverless"), "problem");
        if (!problem.isEmpty()) {
            lines.add("  no endpoint: " + problem);
        }
        return lines;
    }

    private static String row(JsonNode endpoint) {
        return ROW.formatted(
                        text(endpoint, "provider"),
                        text(endpoint, "state"),
                        text(endpoint, "phase"),
                        endpoint.path("workers").asText("-"),
                        text(endpoint, "gpu"),
                        endpoint.hasNonNull("dollars_per_hour")
                                ? new BigDecimal(endpoint.path("dollars_per_hour")
                                                .asText())
                                        .setScale(4, RoundingMode.HALF_UP)
                                        .toPlainString()
                                : "-",
                        endpoint.hasNonNull("cold_start_seconds")
                                ? StatusTable.duration(
                                        endpoint.path("cold_start_seconds").asDouble())
                                : "-",
                        StatusTable.duration(endpoint.path("age_seconds").asDouble()),
                        text(endpoint, "reason"))
                .stripTrailing();
    }

    private static String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? node.path(key).asText().replaceAll("\\p{Cntrl}", " ") : "";
    }
}
