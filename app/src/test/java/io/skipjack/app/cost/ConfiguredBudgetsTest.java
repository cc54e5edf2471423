package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.keys.KeyOrder;
import io.skipjack.app.keys.KeyRing;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.BudgetStanding;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredBudgetsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final BudgetSpec BUDGET =
            new BudgetSpec(Money.ofDollars("5"), Money.ofDollars("100"), 80, Budget.Action.REFUSE);

    @TempDir
    Path folder;

    @Test
    void aKeysBudgetsAreHeldAgainstItsIdAndRefuseThatKeyAlone() {
        String id = new KeyRing(folder)
                .create(
                        new KeyOrder("laptop", null, BUDGET, new StoredKey.Mark(NOW, null)),
                        new SecureRandom(),
                        key -> {})
                .stored()
                .id();
        ConfiguredBudgets budgets = new ConfiguredBudgets(List::of, new KeyCheck(folder, null)::budgets);
        BudgetGate gate = new BudgetGate(
                budgets::all, () -> NOW, new BudgetNews(() -> false, (kind, standing) -> {}), standings -> {});

        gate.stand(gate.budgets().stream().map(ConfiguredBudgetsTest::spent).toList());

        assertThat(gate.budgets())
                .extracting(Budget::scope, Budget::name, Budget::period)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Budget.Scope.KEY, id, Budget.Period.DAY),
                        org.assertj.core.groups.Tuple.tuple(Budget.Scope.KEY, id, Budget.Period.MONTH));
        assertThat(gate.refusedUntil("rack", id)).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(gate.refusedUntil("rack", "key-other")).isNull();
        assertThat(gate.stopped("rack")).isFalse();
    }

    private static BudgetStanding spent(Budget budget) {
        return new BudgetStanding(
                budget,
                budget.limit(),
                BudgetStanding.State.EXCEEDED,
                budget.period().end(NOW));
    }
}
