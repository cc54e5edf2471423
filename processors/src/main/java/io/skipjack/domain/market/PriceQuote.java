package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Instant;

/**
 * The price of an offer at an instant.
 *
 * @param perHour of the whole machine
 * @param at when the price held: for one that holds until it changes, when we asked and it still did
 * @param source such as {@code DescribeSpotPriceHistory}, for operators
 */
public record PriceQuote(Offer offer, Money perHour, Instant at, String source) {}
