package io.skipjack.processors.serverless;

import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceList;
import io.skipjack.domain.serverless.EndpointTiming;
import java.time.Instant;
import java.util.function.Function;

/**
 * How the loop of endpoints works.
 *
 * @param timing how long things may take
 * @param book the last good prices
 * @param listed prices for what providers do not say themselves
 */
public record EndpointSettings(EndpointTiming timing, Function<Instant, OfferBook> book, PriceList listed) {}
