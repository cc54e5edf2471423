package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.deployment.Deployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The budgets of deployments and of keys.
 *
 * @param deployments as they are now
 * @param keys likewise, budgets of those that are active, by id
 */
record ConfiguredBudgets(Supplier<Collection<Deployment>> deployments, Supplier<Map<String, BudgetSpec>> keys) {
    List<Budget> all() {
        List<Budget> budgets = new ArrayList<>();
        for (Deployment deployment : deployments.get()) {
            if (deployment.budget() != null) {
                budgets.addAll(deployment.budget().budgets(Budget.Scope.DEPLOYMENT, deployment.name()));
            }
        }
        keys.get().forEach((id, budget) -> budgets.addAll(budget.budgets(Budget.Scope.KEY, id)));
        return budgets;
    }
}
