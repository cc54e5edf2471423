package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.Offer;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we hold and pay for, from launch to confirmed end.
 *
 * @param id the provider's, such as {@code i-0123456789abcdef0}
 * @param offer what was bought
 * @param perHour last known price when it was bought
 * @param launchedAt as the provider says, once it has shown the lease, before that by our clock: paying begins here
 * @param address base URL of the engine on it; null until the provider has given it one
 * @param end when it stopped being paid for; null while it has not
 */
public record Lease(
        String id,
        Offer offer,
        Money perHour,
        Instant launchedAt,
        @Nullable URI address,
        @Nullable LeaseEnd end) {
    /** One that has not ended. */
    public Lease(String id, Offer offer, Money perHour, Instant launchedAt, @Nullable URI address) {
        this(id, offer, perHour, launchedAt, address, null);
    }

    public Lease withAddress(URI newAddress) {
        return new Lease(id, offer, perHour, launchedAt, newAddress, end);
    }

    Lease withLaunchedAt(Instant said) {
        return new Lease(id, offer, perHour, said, address, end);
    }

    /**
     * Ended. The first end known is kept, whatever is shown later; only what the provider says takes the place of what we
     * had to guess.
     */
    Lease ended(LeaseEnd newEnd) {
        return end == null || (newEnd.said() && !end.said())
                ? new Lease(id, offer, perHour, launchedAt, address, newEnd)
                : this;
    }
}
