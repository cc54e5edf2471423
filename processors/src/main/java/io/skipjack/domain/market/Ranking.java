package io.skipjack.domain.market;

import java.util.List;

/**
 * Offers to ask for in one launch.
 *
 * @param offers best first, all of one provider and region, each of them acceptable: the provider may choose any; empty
 *     when there is none
 * @param reason for operators: what was chosen and why, or why nothing
 */
public record Ranking(List<PricedOffer> offers, String reason) {
    public Ranking {
        offers = List.copyOf(offers);
    }

    static Ranking none(String reason) {
        return new Ranking(List.of(), reason);
    }
}
