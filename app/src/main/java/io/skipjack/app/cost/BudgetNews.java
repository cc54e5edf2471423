package io.skipjack.app.cost;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.BudgetStanding.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when a budget gets low or is spent.
 *
 * @param leads whether this router is the one that tells others: each sees the same ledger
 * @param told what is told to them
 */
record BudgetNews(BooleanSupplier leads, Told told) {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetNews.class);

    /** Where news go besides the log. */
    @FunctionalInterface
    interface Told {
        void tell(String kind, BudgetStanding standing);
    }

    void changed(Collection<BudgetStanding> before, List<BudgetStanding> now) {
        Map<Budget, State> were = new HashMap<>();
        before.forEach(standing -> were.put(standing.budget(), standing.state()));
        for (BudgetStanding standing : now) {
            State was = were.getOrDefault(standing.budget(), State.OK);
            if (standing.state().compareTo(was) > 0) {
                LOG.warn("{}; {}", standing.sentence(), consequence(standing));
                if (leads.getAsBoolean()) {
                    told.tell("budget." + standing.state().label(), standing);
                }
            }
        }
    }

    static String consequence(BudgetStanding standing) {
        if (standing.state() != State.EXCEEDED) {
            return "a warning at %d %%".formatted(standing.budget().warnPercent());
        }
        return switch (standing.budget().action()) {
            case WARN -> "nothing is stopped";
            case STOP_LAUNCHES -> "nothing is launched until " + standing.resetsAt();
            case REFUSE -> "its requests are refused until " + standing.resetsAt();
        };
    }
}
