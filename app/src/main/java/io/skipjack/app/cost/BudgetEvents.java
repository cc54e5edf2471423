package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.event.EventBook;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.ledger.BudgetStanding;

/**
 * Notes budgets that get low or are spent, each once for its period: also after a restart, and whoever leads.
 *
 * @param events where
 */
record BudgetEvents(EventBook events) implements BudgetNews.Told {
    @Override
    public void tell(String kind, BudgetStanding standing) {
        Budget budget = standing.budget();
        boolean ofDeployment = budget.scope() == Budget.Scope.DEPLOYMENT;
        String text = standing.sentence() + "; " + BudgetNews.consequence(standing);
        events.note(EventNote.of(kind, ofDeployment ? budget.name() : "", budget.name(), text)
                .with("scope", budget.scope().label())
                .with("period", budget.period().label())
                .with("spent", standing.spent().dollars().toPlainString())
                .with("limit", budget.limit().dollars().toPlainString())
                .once("%s/%s/%s/%s/%s"
                        .formatted(kind, budget.scope(), budget.name(), budget.period(), standing.resetsAt())));
    }
}
