package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys for people and for spreadsheets.
 *
 * @param keys as the admin API shows them
 */
record KeyText(List<JsonNode> keys) {
    private static final String NONE = "-";

    List<String> table(Terminal terminal) {
        Table table = new Table(
                "%-13s %-20s %-10s %-10s %-10s %-21s %-6s", "ID", "NAME", "KIND", "ROLE", "BUDGET", "CREATED", "STATE");
        for (JsonNode key : keys) {
            table.row(
                    Cells.text(key, "id"),
                    Cells.text(key, "name"),
                    Cells.text(key, "kind"),
                    key.hasNonNull("role") ? Cells.text(key, "role") : NONE,
                    budget(key.path("budget")),
                    Cells.text(key, "created"),
                    key.hasNonNull("revoked") ? "revoked " + Cells.text(key, "revoked") : "active");
        }
        return table.lines(terminal);
    }

    /** {@code $5/day $100/month}, and {@code warn} where that is all that happens. */
    private static String budget(JsonNode budget) {
        if (!budget.isObject()) {
            return NONE;
        }
        List<String> words = new ArrayList<>(amounts(budget, "/"));
        if (Cells.text(budget, "action").equals("warn")) {
            words.add("warn");
        }
        return String.join(" ", words);
    }

    private static List<String> amounts(JsonNode budget, String per) {
        List<String> amounts = new ArrayList<>();
        for (String period : List.of("day", "month")) {
            if (budget.hasNonNull(period)) {
                amounts.add("$" + cents(Cells.text(budget, period)) + per + period);
            }
        }
        return amounts;
    }

    /** {@code 2.50} for 2.5, {@code 5} for 5. */
    private static String cents(String dollars) {
        return dollars.replaceFirst("(\\.\\d)$", "$1" + 0);
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>(
                List.of("id,name,kind,role,created,revoked,budget_day,budget_month,budget_warn_percent,budget_action"));
        for (JsonNode key : keys) {
            JsonNode budget = key.path("budget");
            lines.add(Csv.line(
                    Cells.text(key, "id"),
                    Cells.text(key, "name"),
                    Cells.text(key, "kind"),
                    Cells.text(key, "role"),
                    Cells.text(key, "created"),
                    Cells.text(key, "revoked"),
                    Cells.text(budget, "day"),
                    Cells.text(budget, "month"),
                    Cells.text(budget, "warn_percent"),
                    Cells.text(budget, "action")));
        }
        return lines;
    }

    /** {@code Key 'laptop' (key-1)}. */
    static String named(JsonNode key) {
        return "Key '" + Cells.text(key, "name") + "' (" + Cells.text(key, "id") + ")";
    }

    /** What a key may spend, in a sentence. */
    static String spends(JsonNode key) {
        JsonNode budget = key.path("budget");
        if (!budget.isObject()) {
            return named(key) + " has no budget.";
        }
        return "%s may spend %s; the router warns at %s %%, and %s."
                .formatted(
                        named(key),
                        String.join(" and ", amounts(budget, " a ")),
                        Cells.text(budget, "warn_percent"),
                        Cells.text(budget, "action").equals("warn")
                                ? "refuses nothing"
                                : "refuses its requests once it is spent");
    }
}
