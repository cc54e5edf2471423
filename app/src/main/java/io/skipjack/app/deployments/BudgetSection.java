package io.skipjack.app.deployments;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import java.util.List;
import java.util.Set;

/**
 * The key {@code budget}: dollars for a day, a month or both, and what happens once they are spent.
 *
 * @param section its own
 */
record BudgetSection(Section section) {
    private static final Set<String> KEYS = Set.of("day", "month", "warn_percent", "action");

    BudgetSpec spec() {
        section.allowing(KEYS);
        return section.ruled(() -> new BudgetSpec(
                section.optionalMoney("day").orElse(null),
                section.optionalMoney("month").orElse(null),
                section.integer("warn_percent", Budget.WARN_PERCENT),
                section.choice("action", List.of(Budget.Action.values()), Budget.Action.WARN)));
    }
}
