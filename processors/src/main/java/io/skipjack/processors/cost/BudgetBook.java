package io.skipjack.processors.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.ledger.BudgetStanding;
import java.util.List;

/** The budgets there are, and who is told how they stand. */
public interface BudgetBook {
    List<Budget> budgets();

    /** How they stand now: what stops launches and requests goes by it until the next time. */
    void stand(List<BudgetStanding> standings);
}
