package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Spending in lines for people. What is not known is a dash, never a zero.
 *
 * @param cost as {@code GET /api/cost} gives it
 * @param terminal that it is shown on
 */
record CostText(JsonNode cost, Terminal terminal) {
    private static final String UNKNOWN = "-";
    private static final int INDENT = 2;

    List<String> all() {
        List<String> lines = new ArrayList<>();
        lines.add(heading());
        lines.add("");
        lines.addAll(components());
        lines.add("");
        lines.addAll(hours());
        lines.addAll(tiers());
        lines.add("");
        lines.addAll(baselines());
        lines.add("");
        lines.addAll(outlook());
        lines.addAll(budgets());
        return lines;
    }

    private String heading() {
        Instant from = Instant.parse(Cells.text(cost, "from"));
        Instant until = Instant.parse(Cells.text(cost, "until"));
        Duration time = Duration.between(from, until);
        return "%s spent from %s to %s (%dh %02dm)"
                .formatted(
                        dollars(cost.path("total").path("dollars")),
                        Cells.text(cost, "from"),
                        until.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                        time.toHours(),
                        time.toMinutesPart());
    }

    private List<String> components() {
        Table table = new Table(
                "%-10s  %-10s  %-16s  %10s  %10s  %10s  %10s",
                "COMPONENT", "PROVIDER", "DEPLOYMENT", "SPENT", "PER HOUR", "ESTIMATED", "CONFIRMED");
        for (JsonNode line : cost.path("components")) {
            boolean known = line.path("known").asBoolean(true);
            table.row(
                    Cells.text(line, "component"),
                    orDash(Cells.text(line, "provider")),
                    orDash(Cells.text(line, "deployment")),
                    known ? dollars(line.path("dollars")) : UNKNOWN,
                    known ? perHour(line.path("dollars")) : UNKNOWN,
                    dollars(line.path("estimated")),
                    dollars(line.path("confirmed")));
        }
        JsonNode total = cost.path("total");
        table.row(
                "all",
                "",
                "",
                dollars(total.path("dollars")),
                perHour(total.path("dollars")),
                dollars(total.path("estimated")),
                dollars(total.path("confirmed")));
        List<String> lines = new ArrayList<>(table.lines(terminal));
        for (JsonNode line : cost.path("components")) {
            if (!line.path("known").asBoolean(true)) {
                lines.add("  %s of %s at %s %s"
                        .formatted(
                                Cells.text(line, "component"),
                                Cells.text(line, "deployment"),
                                Cells.text(line, "provider"),
                                Cells.text(line, "note")));
            }
        }
        return lines;
    }

    private String perHour(JsonNode dollars) {
        long seconds = Duration.between(
                        Instant.parse(Cells.text(cost, "from")), Instant.parse(Cells.text(cost, "until")))
                .toSeconds();
        if (seconds <= 0) {
            return UNKNOWN;
        }
        return money(dollars.decimalValue()
                .multiply(BigDecimal.valueOf(3600))
                .divide(BigDecimal.valueOf(seconds), 6, RoundingMode.HALF_UP));
    }

    /** A column for each hour. */
    private List<String> hours() {
        List<BigDecimal> spent = new ArrayList<>();
        cost.path("hours").forEach(hour -> spent.add(hour.path("dollars").decimalValue()));
        if (spent.size() < 2) {
            return List.of();
        }
        int room = terminal.isTerminal() ? terminal.columns() - INDENT : 100;
        Spark spark = Spark.of(spent, room);
        return List.of("each hour, up to %s".formatted(money(spark.most())), " ".repeat(INDENT) + spark.bars(), "");
    }

    private List<String> tiers() {
        Table table = new Table(
                "%-10s  %9s  %6s  %12s  %6s  %10s  %s",
                "TIER", "REQUESTS", "", "TOKENS", "", "SPENT", "PER MILLION TOKENS");
        for (JsonNode tier : cost.path("tiers")) {
            long tokens = tier.path("prompt_tokens").asLong()
                    + tier.path("completion_tokens").asLong();
            table.row(
                    Cells.text(tier, "tier"),
                    count(tier.path("requests").asLong()),
                    percent(tier.path("requests_share")),
                    count(tokens),
                    percent(tier.path("tokens_share")),
                    dollars(tier.path("dollars")),
                    dollars(tier.path("dollars_per_million_tokens")));
        }
        return table.lines(terminal);
    }

    private List<String> baselines() {
        List<String> lines = new ArrayList<>();
        for (JsonNode baseline : cost.path("baselines")) {
            boolean known = baseline.hasNonNull("dollars");
            lines.add("%-15s %10s  %s"
                    .formatted(
                            Cells.text(baseline, "name"),
                            dollars(baseline.path("dollars")),
                            known ? saving(baseline) : "not known: no price for it"));
            lines.addAll(Wrapped.text("assumed: " + Cells.text(baseline, "assumption"), terminal, INDENT));
        }
        return lines;
    }

    private String saving(JsonNode baseline) {
        BigDecimal saved = baseline.path("saved").decimalValue();
        BigDecimal whole = baseline.path("dollars").decimalValue();
        String part = whole.signum() == 0
                ? ""
                : " (%d %%)"
                        .formatted(saved.abs()
                                .multiply(BigDecimal.valueOf(100))
                                .divide(whole, 0, RoundingMode.HALF_UP)
                                .longValue());
        return (saved.signum() < 0 ? "it would have cost less by " : "saved ") + money(saved.abs()) + part;
    }

    private List<String> outlook() {
        JsonNode month = cost.path("month");
        List<String> lines = new ArrayList<>();
        lines.add("now %s an hour; this month %s so far, about %s at its end"
                .formatted(
                        dollars(cost.path("burn_dollars_per_hour")),
                        dollars(month.path("spent")),
                        dollars(month.path("forecast"))));
        lines.addAll(Wrapped.text("assumed: " + Cells.text(month, "assumption"), terminal, INDENT));
        return lines;
    }

    private List<String> budgets() {
        if (cost.path("budgets").isEmpty()) {
            return List.of();
        }
        Table table = new Table(
                "%-10s  %-16s  %-6s  %10s  %10s  %-9s  %s", "BUDGET", "NAME", "A", "SPENT", "OF", "STATE", "");
        for (JsonNode budget : cost.path("budgets")) {
            table.row(
                    Cells.text(budget, "scope"),
                    Cells.text(budget, budget.hasNonNull("label") ? "label" : "name"),
                    Cells.text(budget, "period"),
                    dollars(budget.path("spent")),
                    dollars(budget.path("limit")),
                    Cells.text(budget, "state"),
                    Cells.text(budget, "state").equals("exceeded")
                            ? Cells.text(budget, "action") + " until " + Cells.text(budget, "resets_at")
                            : "");
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines(terminal));
        return lines;
    }

    List<String> parts(CostCommand.By by) {
        boolean keys = by == CostCommand.By.KEY;
        String layout = (keys ? "%-13s  %-18s" : "%-28s") + "  %10s  %9s  %9s  %12s";
        List<String> headings = new ArrayList<>(keys ? List.of("KEY", "NAME") : List.of(by.name()));
        headings.addAll(List.of("SPENT", "REQUESTS", "FAILED", "TOKENS"));
        Table table = new Table(layout, headings.toArray(String[]::new));
        for (JsonNode part : cost.path(by.list())) {
            List<String> cells = new ArrayList<>(List.of(Cells.text(part, by.word())));
            if (keys) {
                cells.add(orDash(Cells.text(part, "name")));
            }
            cells.add(dollars(part.path("dollars")));
            cells.add(count(part.path("requests").asLong()));
            cells.add(count(part.path("failed").asLong()));
            cells.add(count(part.path("prompt_tokens").asLong()
                    + part.path("completion_tokens").asLong()));
            table.row(cells.toArray(String[]::new));
        }
        List<String> lines = new ArrayList<>(List.of(heading(), ""));
        lines.addAll(table.lines(terminal));
        lines.addAll(Wrapped.text(
                "each hour is shared out by the time that requests were open; (idle) is what nobody used",
                terminal,
                INDENT));
        return lines;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(JsonNode share) {
        return share.isNumber() ? "%.0f %%".formatted(share.asDouble() * 100) : "";
    }

    private static String dollars(JsonNode amount) {
        return amount.isNumber() ? money(amount.decimalValue()) : UNKNOWN;
    }

    /** Cents, and more digits for what is less than ten of them. */
    private static String money(BigDecimal amount) {
        boolean small = amount.signum() != 0 && amount.abs().compareTo(new BigDecimal("0.10")) < 0;
        return "$" + amount.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
    }
}
