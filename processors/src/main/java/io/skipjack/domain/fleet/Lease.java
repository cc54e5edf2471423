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
 * @param launchedAt as the provider says: paying begins here
 * @param address base URL of the engine on it; null until the provider has given it one
 */
public record Lease(
        String id,
        Offer offer,
        Money perHour,
        Instant launchedAt,
        @Nullable URI address) {
    public Lease withAddress(URI newAddress) {
        return new Lease(id, offer, perHour, launchedAt, newAddress);
    }
}
