package io.skipjack.processors.cost;

import io.skipjack.domain.ledger.BudgetStanding;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** On every router: holds what was spent against the budgets. */
public final class CheckBudgets implements Processor {
    private final Books books;
    private final BudgetBook budgets;

    public CheckBudgets(Books books, BudgetBook budgets) {
        this.books = books;
        this.budgets = budgets;
    }

    @Override
    public void process(Exchange exchange) {
        budgets.stand(BudgetStanding.of(books.ledger(), budgets.budgets(), books.now()));
    }
}
