package io.skipjack.domain.fleet;

import io.skipjack.domain.market.Offer;
import java.time.Instant;

/**
 * An offer to leave alone for a while.
 *
 * @param until when it may be asked for again
 * @param reason for operators
 */
public record AvoidedOffer(Offer offer, Instant until, String reason) {}
