package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.WorkersSeen;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The runs of an endpoint's workers, from how many were seen when. Of several the one that started last is taken for the
 * one that stops first; which it is makes no difference but for rounding.
 *
 * @param looks by their instants, so that a report asks about each hour without going through all runs there ever were
 * @param prices of one worker over time
 * @param unpriced whether some of the time no price was known
 */
record WorkerRuns(NavigableMap<Instant, Looked> looks, PriceCurve prices, boolean unpriced) {

    /** @param rule the provider's, at its beginning */
    record Run(Instant from, BillingRule rule) {

        /** Micro-dollars per hour times nanoseconds, where it stops then; by the rounding of its rule. */
        BigInteger area(PriceCurve prices, Instant until) {
            return prices.area(from, from.plus(rule.billed(Duration.between(from, until))));
        }
    }

    /**
     * What one look found.
     *
     * @param stopped what all runs that had stopped by then come to
     * @param running those that went on
     */
    record Looked(BigInteger stopped, List<Run> running) {}

    static WorkerRuns of(Collection<WorkersSeen> seen) {
        TreeMap<Instant, Money> changes = new TreeMap<>();
        boolean unpriced = false;
        for (WorkersSeen look : seen) {
            Money price = look.perHour();
            unpriced |= price == null && look.workers() > 0;
            if (price != null) {
                changes.put(look.at(), price);
            }
        }
        // before any run is reckoned: minimums and granularity reach beyond the look that found it stopped
        PriceCurve prices = new PriceCurve(
                changes.isEmpty() ? Money.ZERO : changes.firstEntry().getValue(), changes);
        return new WorkerRuns(looks(seen, prices), prices, unpriced);
    }

    private static NavigableMap<Instant, Looked> looks(Collection<WorkersSeen> seen, PriceCurve prices) {
        NavigableMap<Instant, Looked> looks = new TreeMap<>();
        Deque<Run> running = new ArrayDeque<>();
        BigInteger stopped = BigInteger.ZERO;
        for (WorkersSeen look : seen) {
            for (int i = running.size(); i < look.workers(); i++) {
                running.push(new Run(look.at(), look.rule()));
            }
            for (int i = running.size(); i > look.workers(); i--) {
                stopped = stopped.add(running.pop().area(prices, look.at()));
            }
            looks.put(look.at(), new Looked(stopped, List.copyOf(running)));
        }
        return looks;
    }

    /** Estimated, up to an instant; each run by the provider's rounding. */
    Money upTo(Instant instant, Instant asOf) {
        Instant end = instant.isBefore(asOf) ? instant : asOf;
        Map.Entry<Instant, Looked> last = looks.floorEntry(end);
        if (last == null) {
            return Money.ZERO;
        }
        BigInteger area = last.getValue().stopped();
        for (Run run : last.getValue().running()) {
            area = area.add(run.area(prices, end));
        }
        return Money.ofArea(area);
    }
}
