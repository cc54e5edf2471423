package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.Charged;
import io.skipjack.domain.ledger.CostReport;
import io.skipjack.domain.ledger.CostReport.Baseline;
import io.skipjack.domain.ledger.CostReport.Line;
import io.skipjack.domain.ledger.CostReport.Part;
import io.skipjack.domain.ledger.CostReport.TierUse;
import io.skipjack.domain.ledger.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as JSON. Money is in dollars, exactly; what is not known is null.
 *
 * @param report what to show
 * @param standings how the budgets stand
 * @param keyNames what keys are called, by id; others have no name here
 */
record CostView(CostReport report, List<BudgetStanding> standings, Map<String, String> keyNames) {
    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", report.from().toString());
        map.put("until", report.until().toString());
        map.put("components", report.lines().stream().map(CostView::line).toList());
        map.put("total", charged(report.total()));
        map.put("hours", hours());
        map.put("tiers", tiers());
        map.put("dollars_per_million_tokens", dollars(report.perMillionTokens()));
        map.put("baselines", report.baselines().stream().map(this::baseline).toList());
        map.put("burn_dollars_per_hour", report.perHour().dollars());
        map.put("month", month());
        map.put("keys", report.keys().stream().map(this::key).toList());
        map.put("models", report.models().stream().map(CostView::model).toList());
        map.put("budgets", standings.stream().map(this::standing).toList());
        return map;
    }

    private static Map<String, Object> line(Line line) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("component", line.account().component().label());
        map.put("provider", line.account().provider());
        map.put("deployment", line.account().deployment());
        map.putAll(charged(line.charged()));
        map.put("known", line.known());
        map.put("note", line.note());
        return map;
    }

    private static Map<String, Object> charged(Charged charged) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dollars", charged.total().dollars());
        map.put("estimated", charged.estimated().dollars());
        map.put("confirmed", charged.confirmed().dollars());
        return map;
    }

    private List<Map<String, Object>> hours() {
        List<Map<String, Object>> hours = new ArrayList<>();
        report.hours().forEach(hour -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("from", hour.from().toString());
            map.put("dollars", hour.spent().dollars());
            hours.add(map);
        });
        return hours;
    }

    private List<Map<String, Object>> tiers() {
        Tally all = report.tally();
        List<Map<String, Object>> tiers = new ArrayList<>();
        for (TierUse use : report.tiers()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("tier", use.tier().label());
            tally(map, use.tally());
            map.put("requests_share", share(use.tally().requests(), all.requests()));
            map.put("tokens_share", share(use.tally().tokens(), all.tokens()));
            map.put("dollars", dollars(use.spent()));
            map.put("dollars_per_million_tokens", dollars(use.perMillionTokens()));
            tiers.add(map);
        }
        return tiers;
    }

    private static void tally(Map<String, Object> map, Tally tally) {
        map.put("requests", tally.requests());
        map.put("failed", tally.failed());
        map.put("prompt_tokens", tally.promptTokens());
        map.put("completion_tokens", tally.completionTokens());
    }

    private static @Nullable Double share(long part, long all) {
        return all == 0 ? null : Math.round(part * 10_000.0 / all) / 10_000.0;
    }

    private Map<String, Object> baseline(Baseline baseline) {
        Map<String, Object> map = new LinkedHashMap<>();
        Money cost = baseline.cost();
        map.put("name", baseline.name());
        map.put("dollars", dollars(cost));
        map.put(
                "saved",
                cost == null ? null : cost.minus(report.total().total()).dollars());
        map.put("assumption", baseline.assumption());
        return map;
    }

    private Map<String, Object> month() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", report.month().from().toString());
        map.put("spent", report.month().spent().dollars());
        map.put("forecast", report.month().forecast().dollars());
        map.put("assumption", report.month().assumption());
        return map;
    }

    private Map<String, Object> key(Part part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", part.name());
        map.put("name", keyNames.get(part.name()));
        part(map, part);
        return map;
    }

    private static Map<String, Object> model(Part part) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", part.name());
        part(map, part);
        return map;
    }

    private static void part(Map<String, Object> map, Part part) {
        map.put("dollars", part.spent().dollars());
        tally(map, part.tally());
    }

    private Map<String, Object> standing(BudgetStanding standing) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scope", standing.budget().scope().label());
        map.put("name", standing.budget().name());
        map.put(
                "label",
                standing.budget().scope() == Budget.Scope.KEY
                        ? keyNames.get(standing.budget().name())
                        : null);
        map.put("period", standing.budget().period().label());
        map.put("limit", standing.budget().limit().dollars());
        map.put("spent", standing.spent().dollars());
        map.put("state", standing.state().label());
        map.put("action", standing.budget().action().label());
        map.put("resets_at", standing.resetsAt().toString());
        return map;
    }

    private static @Nullable BigDecimal dollars(@Nullable Money money) {
        return money == null ? null : money.dollars();
    }
}
