package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of a budget is spent.
 *
 * @param spent since its period began
 * @param state what follows
 * @param resetsAt when the next period begins
 */
public record BudgetStanding(Budget budget, Money spent, State state, Instant resetsAt) {
    /** Where spending stands against the limit. */
    public enum State {
        OK,
        WARNED,
        EXCEEDED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How all budgets stand now, in their order. */
    public static List<BudgetStanding> of(CostLedger ledger, Collection<Budget> budgets, Instant now) {
        Map<Budget.Period, List<CostReport.Part>> keys = new EnumMap<>(Budget.Period.class);
        List<BudgetStanding> standings = new ArrayList<>();
        for (Budget budget : budgets) {
            Money spent = budget.scope() == Budget.Scope.DEPLOYMENT
                    ? ofDeployment(ledger, budget, now)
                    : ofKey(
                            keys.computeIfAbsent(
                                    budget.period(), period -> CostReports.keys(ledger, since(period, now))),
                            budget.name());
            standings.add(new BudgetStanding(
                    budget, spent, state(budget, spent), budget.period().end(now)));
        }
        return standings;
    }

    private static CostQuestion since(Budget.Period period, Instant now) {
        return new CostQuestion(period.begin(now), now, now, null);
    }

    private static Money ofDeployment(CostLedger ledger, Budget budget, Instant now) {
        return new Spending(ledger).total(new CostQuestion(budget.period().begin(now), now, now, budget.name()));
    }

    private static Money ofKey(List<CostReport.Part> keys, String key) {
        return keys.stream()
                .filter(part -> part.name().equals(key))
                .map(CostReport.Part::spent)
                .findFirst()
                .orElse(Money.ZERO);
    }

    private static State state(Budget budget, Money spent) {
        if (spent.compareTo(budget.limit()) >= 0) {
            return State.EXCEEDED;
        }
        Money warnAt = new Money(budget.limit().microDollars() / 100 * budget.warnPercent());
        return spent.compareTo(warnAt) >= 0 ? State.WARNED : State.OK;
    }

    /** In one sentence: {@code deployment rack has spent $20.12 of its $20.00 a day}. */
    public String sentence() {
        return "%s %s has spent %s of its %s a %s"
                .formatted(
                        budget.scope().label(),
                        budget.name(),
                        spent.cents(),
                        budget.limit().cents(),
                        budget.period().label());
    }
}
