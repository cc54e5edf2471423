package io.skipjack.domain.provider;

import io.skipjack.domain.market.Offer;
import java.time.Instant;
import java.util.List;

/**
 * What offers have cost.
 *
 * @param offers which
 * @param since from when on
 */
public record PriceHistoryRequest(List<Offer> offers, Instant since) {
    public PriceHistoryRequest {
        offers = List.copyOf(offers);
    }
}
