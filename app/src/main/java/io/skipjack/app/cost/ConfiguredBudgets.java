package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.deployment.Deployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The budgets that deployment files and keys name.
 *
 * @param deployments as they are now
 */
record ConfiguredBudgets(Supplier<Collection<Deployment>> deployments) {
    List<Budget> all() {
        List<Budget> budgets = new ArrayList<>();
        for (Deployment deployment : deployments.get()) {
            if (deployment.budget() != null) {
                budgets.addAll(deployment.budget().budgets(Budget.Scope.DEPLOYMENT, deployment.name()));
            }
        }
        return budgets;
    }
}
