package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a deployment would become what it becomes, in lines for people.
 *
 * @param explained as {@code POST /api/explain} gives it
 * @param terminal where they are printed
 */
record ExplainTable(JsonNode explained, Terminal terminal) {
    private static final String ROW = "  %-12s %-16s %9s %11s %9s %10s  %s";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        JsonNode providers = explained.path("providers");
        if (!providers.isEmpty()) {
            lines.add("serverless:");
            Table table = new Table(ROW, "PROVIDER", "GPU", "$/H", "COLD START", "FAILURES", "EFFECTIVE", "WHY");
            providers.forEach(row -> row(row, table));
            lines.addAll(table.lines(terminal));
            lines.add("  effective = $/h x (1 + cold start / 10 min) x 2 for each failure of the last hour");
        }
        explained.path("endpoints").forEach(endpoint -> {
            lines.add("would be made at %s:".formatted(Cells.text(endpoint, "provider")));
            endpoint.path("resources").forEach(resource -> lines.add("  " + Cells.text(resource)));
        });
        String spot = Cells.text(explained, "spot");
        if (!spot.isEmpty()) {
            lines.add("spot: " + spot);
        }
        return lines;
    }

    private static void row(JsonNode row, Table table) {
        table.row(
                Cells.text(row, "provider"),
                Cells.text(row, "gpu"),
                Cells.dollars(row, "dollars_per_hour"),
                Cells.duration(row, "cold_start_seconds"),
                row.path("failures").asText("0"),
                Cells.dollars(row, "effective_dollars_per_hour"),
                Cells.text(row, "reason"));
    }
}
