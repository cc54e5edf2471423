package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.CostReport.Baseline;
import io.skipjack.domain.ledger.LedgerEvent.DeploymentRated;
import io.skipjack.domain.ledger.WorkLog.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the same work would have cost all on serverless, or all on demand, at the prices of its time. Both go by how long
 * GPUs were needed at once ({@link Work}), not by the sum of the requests' times.
 *
 * @param ledger with the work and the rates
 */
record Baselines(CostLedger ledger) {
    static final String SERVERLESS = "all-serverless";
    static final String ON_DEMAND = "all-on-demand";

    private static final String SERVERLESS_ASSUMES = "as many workers as the requests open at each instant take"
            + " (serverless.concurrency each), idle ones kept for serverless.scaledown_window, each start from none paid for"
            + " the cold start, at the price of the deployment's serverless worker at the time, or where the router runs none"
            + " the lowest serverless price of its GPU; without the router";
    private static final String ON_DEMAND_ASSUMES = "as many machines as the requests open at each instant take"
            + " (spot.target_concurrency each), and always one while the deployment is there, since a machine on demand takes"
            + " minutes to boot, at the lowest price on demand at the time; without the router";

    /** One of them over one minute or hour; null where a price is missing that would be needed. */
    private record Piece(@Nullable Money cost) {
        static final Piece NOTHING = new Piece(Money.ZERO);

        Piece plus(Piece other) {
            return cost == null || other.cost == null ? new Piece(null) : new Piece(cost.plus(other.cost));
        }
    }

    List<Baseline> of(CostQuestion question) {
        Piece serverless = Piece.NOTHING;
        Piece onDemand = Piece.NOTHING;
        for (String name : ledger.rated()) {
            if (question.isAbout(name)) {
                serverless = serverless.plus(serverless(name, question));
                onDemand = onDemand.plus(onDemand(name, question));
            }
        }
        return List.of(
                new Baseline(SERVERLESS, serverless.cost(), SERVERLESS_ASSUMES),
                new Baseline(ON_DEMAND, onDemand.cost(), ON_DEMAND_ASSUMES));
    }

    private Piece serverless(String name, CostQuestion question) {
        Piece sum = Piece.NOTHING;
        for (Map.Entry<Instant, Map<String, Slot>> each :
                ledger.work().between(question.from(), question.until()).entrySet()) {
            Slot slot = each.getValue().get(name);
            if (slot == null || slot.work().isNone()) {
                continue;
            }
            Work work = slot.work();
            Duration coldStart = of(name, each.getKey(), Rates::coldStart);
            Duration paid = work.workerTime().plus(work.idleTime());
            Duration starting = coldStart == null ? Duration.ZERO : coldStart.multipliedBy(work.starts());
            sum = sum.plus(priced(paid.plus(starting), of(name, each.getKey(), Rates::serverlessPerHour)));
        }
        return sum;
    }

    /** One machine for all the time it is there, and what the work took beyond one. */
    private Piece onDemand(String name, CostQuestion question) {
        Piece sum = always(name, question);
        for (Map.Entry<Instant, Map<String, Slot>> each :
                ledger.work().between(question.from(), question.until()).entrySet()) {
            Slot slot = each.getValue().get(name);
            if (slot != null) {
                sum = sum.plus(priced(slot.work().extraMachineTime(), of(name, each.getKey(), Rates::onDemandPerHour)));
            }
        }
        return sum;
    }

    private Piece always(String name, CostQuestion question) {
        Piece sum = Piece.NOTHING;
        NavigableMap<Instant, DeploymentRated> all = ledger.rates(name);
        for (Map.Entry<Instant, DeploymentRated> each : all.entrySet()) {
            Instant next = all.higherKey(each.getKey());
            Instant from = each.getKey().isBefore(question.from()) ? question.from() : each.getKey();
            Instant until = next == null || next.isAfter(question.until()) ? question.until() : next;
            if (each.getValue().rates() != null && until.isAfter(from)) {
                sum = sum.plus(priced(Duration.between(from, until), of(name, each.getKey(), Rates::onDemandPerHour)));
            }
        }
        return sum;
    }

    private static Piece priced(Duration time, @Nullable Money perHour) {
        if (time.isZero()) {
            return Piece.NOTHING;
        }
        return new Piece(perHour == null ? null : perHour.over(time));
    }

    /**
     * A rate in force then; where there was none, the last one before, else the first one after: a price that was asked for
     * when the deployment came holds for the moment before its answer. Null where there never was one.
     */
    private <T> @Nullable T of(String name, Instant instant, Function<Rates, @Nullable T> rate) {
        NavigableMap<Instant, DeploymentRated> all = ledger.rates(name);
        T before = first(all.headMap(instant, true).descendingMap().values(), rate);
        return before != null ? before : first(all.tailMap(instant, false).values(), rate);
    }

    private static <T> @Nullable T first(Collection<DeploymentRated> lines, Function<Rates, @Nullable T> rate) {
        for (DeploymentRated line : lines) {
            T known = line.rates() == null ? null : rate.apply(line.rates());
            if (known != null) {
                return known;
            }
        }
        return null;
    }
}
