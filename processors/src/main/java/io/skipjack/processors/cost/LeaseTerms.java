package io.skipjack.processors.cost;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
import io.skipjack.domain.market.Offer;

/** How machines are charged for, by whoever sells them. */
public interface LeaseTerms {
    LeaseRule rule(Offer offer);

    /** Of disk and address, per hour. */
    Money sidePerHour(Offer offer);

    /** A lease as the ledger's line, by these terms. {@code replica} is empty for one that no replica accounts for. */
    default LeaseOpened opened(Lease lease, String deployment, String replica) {
        Offer offer = lease.offer();
        return new LeaseOpened(
                offer.provider(),
                lease.id(),
                deployment,
                replica,
                offer,
                lease.perHour(),
                sidePerHour(offer),
                rule(offer),
                lease.launchedAt());
    }
}
