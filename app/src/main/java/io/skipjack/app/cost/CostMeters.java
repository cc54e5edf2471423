package io.skipjack.app.cost;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.app.watching.GaugeRows;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.Account;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.CostReport;
import io.skipjack.domain.ledger.CostReports;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger as gauges: what was spent this calendar month, what runs now costs an hour, and how much of each budget is gone. Every router shows the same. */
final class CostMeters {
    private static final String DEPLOYMENT = "skipjack.deployment";

    private final GaugeRows spent;
    private final GaugeRows burn;
    private final GaugeRows budgets;
    private final GaugeRows baselines;
    private volatile Money perHour = Money.ZERO;
    private volatile Money month = Money.ZERO;
    private volatile Money forecast = Money.ZERO;

    CostMeters(MeterRegistry registry) {
        spent = new GaugeRows(registry, "skipjack.cost.spent", "Spent since the calendar month began (UTC)", "dollars");
        burn = new GaugeRows(
                registry, "skipjack.cost.burn", "What all that runs now costs per hour", "dollars_per_hour");
        budgets = new GaugeRows(
                registry, "skipjack.budget.used", "Part of a budget that is spent; 1 is all of it", "ratio");
        baselines = new GaugeRows(
                registry,
                "skipjack.cost.baseline",
                "What the work of this calendar month would have cost otherwise",
                "dollars");
    }

    void show(CostLedger ledger, Instant now, List<BudgetStanding> standings) {
        CostReport report = CostReports.ofMonth(ledger, now);
        perHour = report.perHour();
        month = report.month().spent();
        forecast = report.month().forecast();
        Map<Tags, BigDecimal> sums = new HashMap<>();
        report.lines()
                .forEach(line ->
                        sums.merge(tags(line.account()), line.charged().total().dollars(), BigDecimal::add));
        spent.showValues(sums);
        Map<Tags, BigDecimal> rates = new HashMap<>();
        CostReports.perHour(ledger, now)
                .forEach((deployment, rate) -> rates.put(Tags.of(DEPLOYMENT, deployment), rate.dollars()));
        burn.showValues(rates);
        Map<Tags, BigDecimal> others = new HashMap<>();
        report.baselines().forEach(baseline -> {
            Money cost = baseline.cost();
            if (cost != null) {
                others.put(Tags.of("skipjack.baseline", baseline.name()), cost.dollars());
            }
        });
        baselines.showValues(others);
        Map<Tags, BigDecimal> used = new HashMap<>();
        standings.forEach(standing -> used.put(tags(standing), part(standing)));
        budgets.showValues(used);
    }

    Money perHour() {
        return perHour;
    }

    Money month() {
        return month;
    }

    Money forecast() {
        return forecast;
    }

    private static Tags tags(Account account) {
        return Tags.of(
                DEPLOYMENT,
                account.deployment(),
                "skipjack.component",
                account.component().label());
    }

    private static Tags tags(BudgetStanding standing) {
        return Tags.of(
                "scope",
                standing.budget().scope().label(),
                "name",
                standing.budget().name(),
                "period",
                standing.budget().period().label());
    }

    private static BigDecimal part(BudgetStanding standing) {
        return standing.spent().dollars().divide(standing.budget().limit().dollars(), 4, RoundingMode.HALF_UP);
    }
}
