package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last good price of every offer heard of. A quote that cannot be is not taken: zero or less, above {@link #MOST}, or
 * more than {@value #LEAP} times, or less than one {@value #LEAP}th of, what the same offer cost within the last day; nor
 * one from more than an hour ahead. A failed or absurd poll therefore leaves what was known, growing older.
 *
 * <p>Nothing is ever dropped for its age: an old price ranks offers well enough, while no price would stop launching. A
 * price that truly moved that far is believed a day later.
 *
 * @param byOffer last good quotes, in the order in which their offers were first heard of
 * @param rejected quotes that the last {@link #with} did not take
 */
public record OfferBook(Map<Offer, PriceQuote> byOffer, List<Rejected> rejected) {
    /** Before the first poll. */
    public static final OfferBook EMPTY = new OfferBook(Map.of(), List.of());
    /** Per hour; the dearest machine there is costs about a tenth. */
    public static final Money MOST = new Money(1_000_000_000L);

    private static final int LEAP = 20;
    private static final Duration LEAP_WITHIN = Duration.ofHours(24);
    private static final Duration AHEAD = Duration.ofHours(1);

    /**
     * A quote that was not taken.
     *
     * @param reason for the log
     */
    public record Rejected(PriceQuote quote, String reason) {}

    public OfferBook {
        byOffer = Collections.unmodifiableMap(new LinkedHashMap<>(byOffer));
        rejected = List.copyOf(rejected);
    }

    /** Whether anything can cost that: no machine costs nothing or a thousand an hour. */
    public static boolean isPrice(Money perHour) {
        return perHour.isMoreThan(Money.ZERO) && !perHour.isMoreThan(MOST);
    }

    /** With these taken in: the newest good quote of each offer is kept. */
    public OfferBook with(Collection<PriceQuote> quotes, Instant now) {
        Map<Offer, PriceQuote> next = new LinkedHashMap<>(byOffer);
        List<Rejected> refused = new ArrayList<>();
        for (PriceQuote quote : quotes) {
            PriceQuote last = believable(next.get(quote.offer()), now);
            String absurdity = absurdity(quote, last, now);
            if (absurdity != null) {
                refused.add(new Rejected(quote, absurdity));
            } else if (last == null || !quote.at().isBefore(last.at())) {
                next.put(quote.offer(), quote);
            }
        }
        return new OfferBook(next, refused);
    }

    public List<PriceQuote> quotes() {
        return List.copyOf(byOffer.values());
    }

    /** The last good price; null when the offer was never heard of. */
    public @Nullable PriceQuote quote(Offer offer) {
        return byOffer.get(offer);
    }

    /** How old the youngest quote is, never negative; null when there is none. */
    public @Nullable Duration age(Instant now) {
        Instant youngest = byOffer.values().stream()
                .map(PriceQuote::at)
                .max(Instant::compareTo)
                .orElse(null);
        if (youngest == null) {
            return null;
        }
        return youngest.isAfter(now) ? Duration.ZERO : Duration.between(youngest, now);
    }

    /** A quote kept from before our clock was set back must not outlive all that come now. */
    private static @Nullable PriceQuote believable(@Nullable PriceQuote kept, Instant now) {
        return kept == null || isAhead(kept, now) ? null : kept;
    }

    private static @Nullable String absurdity(PriceQuote quote, @Nullable PriceQuote last, Instant now) {
        Money price = quote.perHour();
        if (!price.isMoreThan(Money.ZERO)) {
            return "%s an hour is no price".formatted(price);
        }
        if (price.isMoreThan(MOST)) {
            return "%s an hour is above %s".formatted(price, MOST);
        }
        if (isAhead(quote, now)) {
            return "it is from %s, more than an hour ahead".formatted(quote.at());
        }
        boolean fresh = last != null && last.at().isAfter(now.minus(LEAP_WITHIN));
        if (last != null && fresh && leaps(price, last.perHour())) {
            return "%s an hour is too far from %s at %s".formatted(price, last.perHour(), last.at());
        }
        return null;
    }

    private static boolean isAhead(PriceQuote quote, Instant now) {
        return quote.at().isAfter(now.plus(AHEAD));
    }

    private static boolean leaps(Money price, Money last) {
        return price.isMoreThan(last.times(LEAP)) || last.isMoreThan(price.times(LEAP));
    }
}
