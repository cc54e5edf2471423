package io.skipjack.app.cost;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.provider.Provider;
import io.skipjack.processors.cost.LeaseTerms;
import java.util.List;

/**
 * How those who sell machines charge for them.
 *
 * @param providers all there are
 */
record ProviderTerms(List<Provider> providers) implements LeaseTerms {

    /** EC2's rules: there is no other provider of machines, and one that comes says its own. */
    @Override
    public LeaseRule rule(Offer offer) {
        return offer.capacityType() == CapacityType.SPOT ? LeaseRule.EC2_SPOT : LeaseRule.EC2_ON_DEMAND;
    }

    @Override
    public Money sidePerHour(Offer offer) {
        return providers.stream()
                .filter(provider -> provider.name().equals(offer.provider()))
                .findFirst()
                .map(provider -> provider.sidePerHour(offer))
                .orElse(Money.ZERO);
    }
}
