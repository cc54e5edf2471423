package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.BudgetStanding.State;
import io.skipjack.processors.cost.BudgetBook;
import io.skipjack.processors.fleet.LaunchStop;
import io.skipjack.processors.inference.SpendingLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What spent budgets stop. It goes by how they stood when last looked at, so up to one interval of the ledger may be spent
 * beyond a limit. A budget that is raised, or a new period, opens the gate at the next look; a new period also by itself.
 */
final class BudgetGate implements BudgetBook, SpendingLimit, LaunchStop {
    private final Supplier<List<Budget>> budgets;
    private final InstantSource clock;
    private final BudgetNews news;
    private final Consumer<List<BudgetStanding>> shown;
    private volatile List<BudgetStanding> standings = List.of();
    private volatile Closed closed = Closed.NOTHING;

    /** What is refused until when, and whose launches are stopped until when. */
    private record Closed(Map<String, Instant> deployments, Map<String, Instant> keys, Map<String, Instant> launches) {
        static final Closed NOTHING = new Closed(Map.of(), Map.of(), Map.of());
    }

    /**
     * @param budgets as they are configured now
     * @param news who is told of changes
     * @param shown where all are shown after each look
     */
    BudgetGate(
            Supplier<List<Budget>> budgets,
            InstantSource clock,
            BudgetNews news,
            Consumer<List<BudgetStanding>> shown) {
        this.budgets = budgets;
        this.clock = clock;
        this.news = news;
        this.shown = shown;
    }

    @Override
    public List<Budget> budgets() {
        return budgets.get();
    }

    List<BudgetStanding> standings() {
        return standings;
    }

    @Override
    public void stand(List<BudgetStanding> now) {
        Map<String, Instant> deployments = new HashMap<>();
        Map<String, Instant> keys = new HashMap<>();
        Map<String, Instant> launches = new HashMap<>();
        for (BudgetStanding standing : now) {
            Budget budget = standing.budget();
            if (standing.state() != State.EXCEEDED || budget.action() == Budget.Action.WARN) {
                continue;
            }
            boolean ofDeployment = budget.scope() == Budget.Scope.DEPLOYMENT;
            if (budget.action() == Budget.Action.REFUSE) {
                (ofDeployment ? deployments : keys).merge(budget.name(), standing.resetsAt(), BudgetGate::later);
            }
            if (ofDeployment) {
                launches.merge(budget.name(), standing.resetsAt(), BudgetGate::later);
            }
        }
        closed = new Closed(Map.copyOf(deployments), Map.copyOf(keys), Map.copyOf(launches));
        Set<BudgetStanding> before = new HashSet<>(standings);
        standings = List.copyOf(now);
        news.changed(before, now);
        shown.accept(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public @Nullable Instant refusedUntil(String deployment, @Nullable String keyId) {
        Closed present = closed;
        if (present.deployments.isEmpty() && present.keys.isEmpty()) {
            return null;
        }
        Instant until = present.deployments.get(deployment);
        if (until == null && keyId != null) {
            until = present.keys.get(keyId);
        }
        return until == null || !clock.instant().isBefore(until) ? null : until;
    }

    @Override
    public boolean stopped(String deployment) {
        Instant until = closed.launches.get(deployment);
        return until != null && clock.instant().isBefore(until);
    }
}
