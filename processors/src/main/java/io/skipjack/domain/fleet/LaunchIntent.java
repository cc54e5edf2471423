package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PricedOffer;
import java.time.Instant;
import java.util.List;

/**
 * What is about to be asked of a provider, written down before it is asked: all that a repeat needs to be the very same
 * call. A provider that has seen the token before gives the same lease again, not a second one.
 *
 * @param attempt from 1; a new one has a new token, because other offers with an old token are refused
 * @param token at most 64 characters of ASCII, the same for the same owner, replica and attempt
 * @param offers at least 1, best first, all of one provider and region
 * @param epoch of the leadership under which it was first written
 * @param at when
 */
public record LaunchIntent(int attempt, String token, List<PricedOffer> offers, long epoch, Instant at) {
    public LaunchIntent {
        offers = List.copyOf(offers);
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("a launch needs at least one offer");
        }
        if (token.isEmpty() || token.length() > 64) {
            throw new IllegalArgumentException("a launch token has 1 to 64 characters");
        }
    }

    /** The most that this launch can cost per hour, whichever of its offers is taken. */
    public Money rateBound() {
        return offers.stream().map(PricedOffer::rateBound).max(Money::compareTo).orElse(Money.ZERO);
    }

    /** The same once it is known which was taken; as before where that is none of those asked for. */
    Money rateBound(Offer taken) {
        return offers.stream()
                .filter(priced -> priced.offer().equals(taken))
                .map(PricedOffer::rateBound)
                .findFirst()
                .orElseGet(this::rateBound);
    }
}
