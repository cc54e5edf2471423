package io.skipjack.domain.ledger;

import static io.skipjack.domain.ledger.LedgerExamples.ON_DEMAND;
import static io.skipjack.domain.ledger.LedgerExamples.at;
import static io.skipjack.domain.ledger.LedgerExamples.dollars;
import static io.skipjack.domain.ledger.LedgerExamples.ledger;
import static io.skipjack.domain.ledger.LedgerExamples.opened;
import static io.skipjack.domain.ledger.LedgerExamples.share;
import static io.skipjack.domain.ledger.LedgerExamples.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.Budget.Action;
import io.skipjack.domain.cost.Budget.Period;
import io.skipjack.domain.cost.Budget.Scope;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.ledger.BudgetStanding.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetStandingTest {
    /** A dollar an hour, from ten to midnight on. */
    private final CostLedger ledger = ledger(
            opened("i-1", ON_DEMAND, "0.984", -2),
            worked(Work.NONE, 1, share(Tier.SPOT, "key-a", 10, 30), share(Tier.SPOT, "key-b", 10, 10)));

    private BudgetStanding standing(Scope scope, String name, Period period, String limit, double hours) {
        Budget budget = new Budget(scope, name, period, dollars(limit), 80, Action.REFUSE);
        return BudgetStanding.of(ledger, List.of(budget), at(hours)).getFirst();
    }

    @Test
    void aDaysBudgetBeginsAnewAtMidnight() {
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 7.9).spent())
                .isEqualTo(dollars("7.9"));
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 7.9).resetsAt())
                .isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
    }

    @Test
    void itWarnsThenIsExceeded() {
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 7.9).state())
                .isEqualTo(State.OK);
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 8).state())
                .isEqualTo(State.WARNED);
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 10).state())
                .isEqualTo(State.EXCEEDED);
    }

    @Test
    void aMonthsBudgetCountsTheWholeMonth() {
        BudgetStanding month = standing(Scope.DEPLOYMENT, "rack", Period.MONTH, "10", 7);

        assertThat(month.spent()).isEqualTo(dollars("9"));
        assertThat(month.resetsAt()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void aKeyHasItsShareOfTheHoursThatItUsed() {
        assertThat(standing(Scope.KEY, "key-a", Period.DAY, "1", 5).spent()).isEqualTo(dollars("0.75"));
        assertThat(standing(Scope.KEY, "key-c", Period.DAY, "1", 5).spent()).isEqualTo(Money.ZERO);
    }

    @Test
    void whatItSaysIsOneSentence() {
        assertThat(standing(Scope.DEPLOYMENT, "rack", Period.DAY, "10", 8).sentence())
                .isEqualTo("deployment rack has spent $8.00 of its $10.00 a day");
    }

    @Test
    void aBudgetOfNothingIsNoBudget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Budget(Scope.KEY, "k", Period.DAY, Money.ZERO, 80, Action.WARN));
    }
}
