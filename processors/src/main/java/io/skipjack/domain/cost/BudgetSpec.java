package io.skipjack.domain.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of one deployment or key, as its owner says them.
 *
 * @param day dollars a calendar day (UTC); null for no such budget
 * @param month dollars a calendar month (UTC); null for no such budget
 * @param warnPercent of either at which it warns, 1 to 100; 80 by default
 * @param action once one of them is spent; a warning by default
 */
public record BudgetSpec(@Nullable Money day, @Nullable Money month, int warnPercent, Budget.Action action) {
    public BudgetSpec {
        if (day == null && month == null) {
            throw new IllegalArgumentException("a budget needs an amount for a day, a month or both");
        }
        // what makes no budget is refused there
        of(Budget.Scope.DEPLOYMENT, "", day, month, warnPercent, action);
    }

    /** One for each period that it names. */
    public List<Budget> budgets(Budget.Scope scope, String name) {
        return of(scope, name, day, month, warnPercent, action);
    }

    private static List<Budget> of(
            Budget.Scope scope,
            String name,
            @Nullable Money day,
            @Nullable Money month,
            int warnPercent,
            Budget.Action action) {
        List<Budget> budgets = new ArrayList<>();
        if (day != null) {
            budgets.add(new Budget(scope, name, Budget.Period.DAY, day, warnPercent, action));
        }
        if (month != null) {
            budgets.add(new Budget(scope, name, Budget.Period.MONTH, month, warnPercent, action));
        }
        return List.copyOf(budgets);
    }
}
