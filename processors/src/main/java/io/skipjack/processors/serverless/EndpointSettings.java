package io.skipjack.processors.serverless;

import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.serverless.EndpointTiming;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * How the loop of endpoints works.
 *
 * @param timing how long things may take
 * @param book the last good prices
 * @param listed prices for what providers do not say themselves
 */
public record EndpointSettings(EndpointTiming timing, Function<Instant, OfferBook> book, List<PriceQuote> listed) {
    public EndpointSettings {
        listed = List.copyOf(listed);
    }
}
