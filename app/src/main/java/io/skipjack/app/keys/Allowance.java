package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client's key may spend.
 *
 * @param budget null for as much as it likes
 * @param steps how the command line changed it, oldest first, for the router to put on record; at most the newest
 *     {@value #MOST_STEPS}
 */
public record Allowance(@Nullable BudgetSpec budget, List<Step> steps) {
    static final Allowance UNLIMITED = new Allowance(null, List.of());

    private static final int MOST_STEPS = 100;

    /**
     * A change of the budget; null for none.
     *
     * @param mark when and by whom
     */
    record Step(
            StoredKey.Mark mark,
            @Nullable BudgetSpec before,
            @Nullable BudgetSpec after) {}

    /** @throws ConfigException if the budget would stop launches: those are for all keys of a deployment */
    public Allowance {
        if (budget != null && budget.action() == Budget.Action.STOP_LAUNCHES) {
            throw new ConfigException("a key's budget can warn or refuse; stop_launches is for a deployment's budget");
        }
        steps = List.copyOf(steps);
    }

    static Allowance of(@Nullable BudgetSpec budget) {
        return new Allowance(budget, List.of());
    }

    /** The budget that the key was made with, as far as the steps tell. */
    @Nullable
    BudgetSpec first() {
        return steps.isEmpty() ? budget : steps.getFirst().before();
    }

    /** @param now without a name for a change that is on record elsewhere */
    Allowance changed(@Nullable BudgetSpec next, StoredKey.Mark now) {
        if (now.by() == null || Objects.equals(next, budget)) {
            return new Allowance(next, steps);
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(now, budget, next));
        return new Allowance(next, more.subList(Math.max(0, more.size() - MOST_STEPS), more.size()));
    }
}
