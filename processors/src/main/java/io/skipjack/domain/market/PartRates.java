package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.cost.WorkerShape;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What CPU and memory of a worker cost at a provider that charges them apart from its GPUs, by a dated list.
 *
 * @param provider its name
 * @param coreHour of one core for an hour
 * @param gibHour of one GiB of memory for an hour
 * @param at when they held
 */
public record PartRates(String provider, Money coreHour, Money gibHour, Instant at) {
    /** Per hour, of one worker. */
    public Money of(WorkerShape shape) {
        return Money.ofDollars(times(coreHour, shape.cores()).add(times(gibHour, shape.memoryGib())));
    }

    private static BigDecimal times(Money price, BigDecimal amount) {
        return price.dollars().multiply(amount);
    }
}
