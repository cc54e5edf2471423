package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The serverless endpoints of one deployment in lines for people.
 *
 * @param deployment as it stands in {@code GET /api/status}
 * @param terminal where they are printed
 */
record EndpointTable(JsonNode deployment, Terminal terminal) {
    private static final String ROW = "  %-14s %-12s %-10s %7s  %-10s %8s %11s %10s  %s";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        JsonNode endpoints = deployment.path("endpoints");
        if (!endpoints.isEmpty()) {
            Table table =
                    new Table(ROW, "ENDPOINT", "STATE", "PHASE", "WORKERS", "GPU", "$/H", "COLD START", "AGE", "WHY");
            endpoints.forEach(endpoint -> row(endpoint, table));
            lines.addAll(table.lines(terminal));
        }
        String problem = Cells.text(deployment.path("serverless"), "problem");
        if (!problem.isEmpty()) {
            lines.add("  no endpoint: " + problem);
        }
        return lines;
    }

    private static void row(JsonNode endpoint, Table table) {
        table.row(
                Cells.text(endpoint, "provider"),
                Cells.text(endpoint, "state"),
                Cells.text(endpoint, "phase"),
                endpoint.path("workers").asText("-"),
                Cells.text(endpoint, "gpu"),
                Cells.dollars(endpoint, "dollars_per_hour"),
                Cells.duration(endpoint, "cold_start_seconds"),
                Cells.duration(endpoint.path("age_seconds").asDouble()),
                Cells.text(endpoint, "reason"));
    }
}
