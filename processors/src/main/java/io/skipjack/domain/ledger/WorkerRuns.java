package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of an endpoint's workers, from how many were seen when. Of several the one that started last is taken for the
 * one that stops first; which it is makes no difference but for rounding.
 *
 * @param runs in the order of their beginnings
 * @param prices of one worker over time
 * @param unpriced whether some of the time no price was known
 */
record WorkerRuns(List<Run> runs, PriceCurve prices, boolean unpriced) {

    /**
     * @param until null while it runs
     * @param rule the provider's, at its beginning
     */
    record Run(Instant from, @Nullable Instant until, BillingRule rule) {}

    static WorkerRuns of(Collection<WorkersSeen> seen) {
        List<Run> runs = new ArrayList<>();
        Deque<Integer> running = new ArrayDeque<>();
        TreeMap<Instant, Money> prices = new TreeMap<>();
        boolean unpriced = false;
        for (WorkersSeen look : seen) {
            for (int i = running.size(); i < look.workers(); i++) {
                running.push(runs.size());
                runs.add(new Run(look.at(), null, look.rule()));
            }
            for (int i = running.size(); i > look.workers(); i--) {
                int last = running.pop();
                Run run = runs.get(last);
                runs.set(last, new Run(run.from(), look.at(), run.rule()));
            }
            Money price = look.perHour();
            unpriced |= price == null && look.workers() > 0;
            if (price != null) {
                prices.put(look.at(), price);
            }
        }
        Money first = prices.isEmpty() ? Money.ZERO : prices.firstEntry().getValue();
        return new WorkerRuns(List.copyOf(runs), new PriceCurve(first, prices), unpriced);
    }

    /** Estimated, up to an instant; each run by the provider's rounding. */
    Money upTo(Instant instant, Instant asOf) {
        BigInteger area = BigInteger.ZERO;
        for (Run run : runs) {
            Instant end = run.until() == null || asOf.isBefore(run.until()) ? asOf : run.until();
            Instant until = instant.isBefore(end) ? instant : end;
            Duration billed = run.rule().billed(Duration.between(run.from(), until));
            area = area.add(prices.area(run.from(), run.from().plus(billed)));
        }
        return Money.ofArea(area);
    }
}
