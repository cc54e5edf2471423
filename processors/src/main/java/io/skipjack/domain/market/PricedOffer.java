package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import org.jspecify.annotations.Nullable;

/**
 * An offer as it is put into a launch.
 *
 * @param perHour last known price of the whole machine
 * @param cap the most we would pay per hour, told to the provider so that a bound on spending holds whatever the market
 *     does; null where nobody set a bound
 */
public record PricedOffer(
        Offer offer, Money perHour, @Nullable Money cap) {
    /** What the bound on spending reckons with: the cap, or the price where there is none. */
    public Money rateBound() {
        return cap == null ? perHour : cap;
    }
}
