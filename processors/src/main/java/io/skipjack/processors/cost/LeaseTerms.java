package io.skipjack.processors.cost;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.market.Offer;

/** How machines are charged for, by whoever sells them. */
public interface LeaseTerms {
    LeaseRule rule(Offer offer);

    /** Of disk and address, per hour. */
    Money sidePerHour(Offer offer);
}
