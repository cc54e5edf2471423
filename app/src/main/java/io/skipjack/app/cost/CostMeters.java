package io.skipjack.app.cost;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.skipjack.domain.ledger.Account;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.CostLedger;
import io.skipjack.domain.ledger.CostReport;
import io.skipjack.domain.ledger.CostReports;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The ledger as gauges: what was spent this calendar month, what runs now costs an hour, and how much of each budget is gone. Every router shows the same. */
final class CostMeters {
    private final MultiGauge spent;
    private final MultiGauge burn;
    private final MultiGauge budgets;
    private final MultiGauge baselines;

    CostMeters(MeterRegistry registry) {
        spent = MultiGauge.builder("skipjack.cost.spent")
                .description("Spent since the calendar month began (UTC)")
                .baseUnit("dollars")
                .register(registry);
        burn = MultiGauge.builder("skipjack.cost.burn")
                .description("What all that runs now costs per hour")
                .baseUnit("dollars_per_hour")
                .register(registry);
        budgets = MultiGauge.builder("skipjack.budget.used")
                .description("Part of a budget that is spent; 1 is all of it")
                .baseUnit("ratio")
                .register(registry);
        baselines = MultiGauge.builder("skipjack.cost.baseline")
                .description("What the work of this calendar month would have cost otherwise")
                .baseUnit("dollars")
                .register(registry);
    }

    void show(CostLedger ledger, Instant now, List<BudgetStanding> standings) {
        CostReport month = CostReports.ofMonth(ledger, now);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        month.lines()
                .forEach(line -> rows.add(MultiGauge.Row.of(
                        tags(line.account()), line.charged().total().dollars())));
        spent.register(rows, true);
        List<MultiGauge.Row<?>> rates = new ArrayList<>();
        CostReports.perHour(ledger, now)
                .forEach((deployment, rate) ->
                        rates.add(MultiGauge.Row.of(Tags.of("skipjack.deployment", deployment), rate.dollars())));
        burn.register(rates, true);
        List<MultiGauge.Row<?>> others = new ArrayList<>();
        month.baselines().stream()
                .filter(baseline -> baseline.cost() != null)
                .forEach(baseline -> others.add(MultiGauge.Row.of(
                        Tags.of("skipjack.baseline", baseline.name()),
                        Objects.requireNonNull(baseline.cost()).dollars())));
        baselines.register(others, true);
        List<MultiGauge.Row<?>> used = new ArrayList<>();
        standings.forEach(standing -> used.add(MultiGauge.Row.of(
                Tags.of(
                        "scope",
                        standing.budget().scope().label(),
                        "name",
                        standing.budget().name(),
                        "period",
                        standing.budget().period().label()),
                standing.spent().dollars().divide(standing.budget().limit().dollars(), 4, RoundingMode.HALF_UP))));
        budgets.register(used, true);
    }

    private static Tags tags(Account account) {
        return Tags.of(
                "skipjack.component",
                account.component().label(),
                "skipjack.provider",
                account.provider(),
                "skipjack.deployment",
                account.deployment());
    }
}
