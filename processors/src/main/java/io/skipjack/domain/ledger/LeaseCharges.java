package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one machine costs. All is asked as a sum up to an instant, rounded once; a stretch costs the difference of two such
 * sums, so that stretches side by side add up to the whole to the micro-dollar, wherever they are cut.
 *
 * @param opened its launch
 * @param closed its end; null while it runs
 */
record LeaseCharges(LeaseOpened opened, @Nullable LeaseClosed closed) {

    /** An end that the provider names counts before one that we saw. */
    LeaseCharges with(LeaseClosed end) {
        return closed != null && closed.said() && !end.said() ? this : new LeaseCharges(opened, end);
    }

    Account machine() {
        return new Account(Component.of(opened.offer().capacityType()), opened.provider(), opened.deployment());
    }

    Account storage() {
        return new Account(Component.STORAGE, opened.provider(), opened.deployment());
    }

    boolean isOpenAt(Instant instant) {
        return closed == null || closed.at().isAfter(instant);
    }

    /** Whether it ended before then, and the provider has said so: no further line about it is to come. */
    boolean isSettledBefore(Instant instant) {
        return closed != null && closed.said() && closed.at().isBefore(instant);
    }

    /** Whether any of its time lies in a stretch, the least that is charged included. */
    boolean touches(Instant from, Instant until) {
        Instant paidUntil = closed == null
                ? until
                : closed.at().plus(opened.rule().time().minimum()).plus(Duration.ofMinutes(1));
        return opened.at().isBefore(until) && !paidUntil.isBefore(from);
    }

    /**
     * The machine alone.
     *
     * @param prices of its offer, over time
     * @param asOf nothing is charged after it
     */
    Charged upTo(Instant instant, PriceCurve prices, Instant asOf) {
        if (isFree()) {
            return Charged.NOTHING;
        }
        Instant paid = paidUntil(instant, asOf);
        return Charged.of(Money.ofArea(prices.area(opened.at(), paid)), isConfirmed());
    }

    /** Its disk and address: charged also where the machine is not. */
    Charged storageUpTo(Instant instant, Instant asOf) {
        Duration paid = Duration.between(opened.at(), paidUntil(instant, asOf));
        return Charged.of(opened.sidePerHour().over(paid), isConfirmed());
    }

    private boolean isConfirmed() {
        return closed != null && closed.said();
    }

    private boolean isFree() {
        return closed != null
                && closed.byProvider()
                && Duration.between(opened.at(), closed.at())
                                .compareTo(opened.rule().freeIfTakenWithin())
                        < 0;
    }

    private Instant paidUntil(Instant instant, Instant asOf) {
        Instant end = closed == null || asOf.isBefore(closed.at()) ? asOf : closed.at();
        Instant until = instant.isBefore(end) ? instant : end;
        Duration used = Duration.between(opened.at(), until);
        return opened.at().plus(opened.rule().time().billed(used));
    }
}
