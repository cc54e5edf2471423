package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Spending for spreadsheets.
 *
 * @param cost as {@code GET /api/cost} gives it
 */
record CostCsv(JsonNode cost) {

    List<String> components() {
        List<String> lines =
                new ArrayList<>(List.of("from,until,component,provider,deployment,dollars,estimated,confirmed,known"));
        for (JsonNode line : cost.path("components")) {
            lines.add(Csv.line(
                    Cells.text(cost, "from"),
                    Cells.text(cost, "until"),
                    Cells.text(line, "component"),
                    Cells.text(line, "provider"),
                    Cells.text(line, "deployment"),
                    number(line, "dollars"),
                    number(line, "estimated"),
                    number(line, "confirmed"),
                    Cells.text(line, "known")));
        }
        return lines;
    }

    List<String> parts(CostCommand.By by) {
        boolean keys = by == CostCommand.By.KEY;
        List<String> lines = new ArrayList<>(List.of("from,until," + by.word() + (keys ? ",name" : "")
                + ",dollars,requests,failed,prompt_tokens,completion_tokens"));
        for (JsonNode part : cost.path(by.list())) {
            List<String> cells = new ArrayList<>(
                    List.of(Cells.text(cost, "from"), Cells.text(cost, "until"), Cells.text(part, by.word())));
            if (keys) {
                cells.add(Cells.text(part, "name"));
            }
            cells.add(number(part, "dollars"));
            cells.add(Cells.text(part, "requests"));
            cells.add(Cells.text(part, "failed"));
            cells.add(Cells.text(part, "prompt_tokens"));
            cells.add(Cells.text(part, "completion_tokens"));
            lines.add(Csv.line(cells.toArray()));
        }
        return lines;
    }

    private static String number(JsonNode line, String key) {
        return line.path(key).decimalValue().toPlainString();
    }
}
