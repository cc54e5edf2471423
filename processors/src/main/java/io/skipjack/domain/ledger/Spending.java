package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was charged to whom over stretches of time. Stretches side by side add up to the whole, for each account, to the
 * micro-dollar.
 *
 * @param ledger what was spent
 */
record Spending(CostLedger ledger) {
    /** A router that has not been heard of for so long runs no more. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    /** By account, over one stretch; accounts without any charge are left out. */
    Map<Account, Charged> between(CostQuestion question) {
        Map<Account, Charged> all = new LinkedHashMap<>();
        leases(question, all);
        endpoints(question, all);
        if (question.deployment() == null) {
            routers(question, all);
        }
        all.values().removeIf(Charged.NOTHING::equals);
        return all;
    }

    Money total(CostQuestion question) {
        return between(question).values().stream().map(Charged::total).reduce(Money.ZERO, Money::plus);
    }

    private void leases(CostQuestion question, Map<Account, Charged> all) {
        Instant asOf = question.asOf();
        for (LeaseCharges lease : ledger.leases()) {
            if (!question.isAbout(lease.opened().deployment()) || !lease.touches(question.from(), question.until())) {
                continue;
            }
            PriceCurve prices = ledger.prices(lease);
            all.merge(
                    lease.machine(),
                    lease.upTo(question.until(), prices, asOf).minus(lease.upTo(question.from(), prices, asOf)),
                    Charged::plus);
            all.merge(
                    lease.storage(),
                    lease.storageUpTo(question.until(), asOf).minus(lease.storageUpTo(question.from(), asOf)),
                    Charged::plus);
        }
    }

    private void endpoints(CostQuestion question, Map<Account, Charged> all) {
        for (EndpointCharges endpoint : ledger.endpoints()) {
            if (question.isAbout(endpoint.account().deployment())) {
                all.merge(
                        endpoint.account(),
                        endpoint.between(question.from(), question.until(), question.asOf()),
                        Charged::plus);
            }
        }
    }

    private void routers(CostQuestion question, Map<Account, Charged> all) {
        for (RouterTime router : ledger.routers()) {
            Money spent = router.upTo(question.until()).minus(router.upTo(question.from()));
            all.merge(new Account(Component.ROUTER, "", ""), Charged.of(spent, false), Charged::plus);
        }
    }

    /** What all that runs at the question's end costs per hour. */
    Money perHour(CostQuestion question) {
        Instant at = question.asOf();
        Money sum = Money.ZERO;
        for (LeaseCharges lease : ledger.leases()) {
            if (question.isAbout(lease.opened().deployment()) && lease.isOpenAt(at)) {
                sum = sum.plus(ledger.prices(lease).at(at)).plus(lease.opened().sidePerHour());
            }
        }
        for (EndpointCharges endpoint : ledger.endpoints()) {
            if (question.isAbout(endpoint.account().deployment())) {
                sum = sum.plus(endpoint.perHour(at));
            }
        }
        if (question.deployment() == null) {
            for (RouterTime router : ledger.routers()) {
                sum = sum.plus(router.perHour(at, SILENCE));
            }
        }
        return sum;
    }
}
