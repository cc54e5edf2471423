package io.skipjack.domain.market;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the offers of one launch: of the most wanted GPU that is to be had, with just its count, those of the zones
 * where fewest of our replicas are, in the region of the cheapest.
 *
 * <p>The whole list goes to the provider, which takes any of it by its own view of price and depth (EC2's
 * price-capacity-optimized), so only offers that we would accept are in it: none dearer than {@value #TOO_DEAR_PERCENT} %
 * of the cheapest, and none in a zone that holds more of our replicas than another does. When they are refused, they are
 * avoided, and the next launch finds the next best: spreading and thrift give way one step at a time. Not one list of
 * everything in order of preference: the provider would not keep the order.
 *
 * <p>Zones rather than machines are spread over because interruptions come together in a zone (within minutes); but at
 * more than that much above the cheapest, another zone costs more than the interruption that it spares us.
 */
public final class OfferRanking {
    private static final int TOO_DEAR_PERCENT = 150;
    /** A spot price rarely moves a fifth within the life of a replica; a tighter cap would be refused too often. */
    private static final int CAP_PERCENT = 120;

    private static final int MOST_OFFERS = 20;

    private OfferRanking() {}

    /** The offers to ask for now; none, with the reason, when nothing fits. Prices count however old they are. */
    public static Ranking rank(RankingRequest request, OfferBook book, Instant now) {
        List<PriceQuote> known = new ArrayList<>();
        for (GpuChoice choice : request.need().choices()) {
            List<PriceQuote> fitting = fitting(choice, request, book);
            List<PricedOffer> available = fitting.stream()
                    .filter(quote -> !isAvoided(quote, request, now))
                    .map(quote -> priced(quote, request.capped()))
                    .filter(offer -> isWithin(request.rateLeft(), offer))
                    .sorted(cheapestFirst(request.placement()))
                    .toList();
            if (!available.isEmpty()) {
                return chosen(choice, available, request, book.age(now));
            }
            known.addAll(fitting);
        }
        return Ranking.none(whyNone(known, request, now));
    }

    private static List<PriceQuote> fitting(GpuChoice choice, RankingRequest request, OfferBook book) {
        List<PriceQuote> fitting = new ArrayList<>();
        for (PriceQuote quote : book.byOffer().values()) {
            Offer offer = quote.offer();
            if (offer.capacityType() == request.capacityType()
                    && offer.gpuCount() == choice.count()
                    && offer.gpu().equals(choice.gpu())
                    && offer.provider().equals(request.placement().provider())
                    && request.placement().allows(offer.region(), offer.zone())) {
                fitting.add(quote);
            }
        }
        return fitting;
    }

    private static boolean isAvoided(PriceQuote quote, RankingRequest request, Instant now) {
        Instant until = request.avoided().get(quote.offer());
        return until != null && until.isAfter(now);
    }

    /** What is sold on demand has a fixed price: its cap is the price, not a margin taken out of the bound for nothing. */
    private static PricedOffer priced(PriceQuote quote, boolean capped) {
        if (!capped) {
            return new PricedOffer(quote.offer(), quote.perHour(), null);
        }
        boolean fixed = quote.offer().capacityType() == CapacityType.ON_DEMAND;
        return new PricedOffer(
                quote.offer(), quote.perHour(), fixed ? quote.perHour() : percent(quote.perHour(), CAP_PERCENT));
    }

    private static boolean isWithin(@Nullable Money rateLeft, PricedOffer offer) {
        return rateLeft == null || !offer.rateBound().isMoreThan(rateLeft);
    }

    /** All have the same GPU count, so the price of the machine orders them as the price of one GPU does. */
    private static Comparator<PricedOffer> cheapestFirst(Placement placement) {
        return Comparator.comparing(PricedOffer::perHour)
                .thenComparing(
                        offer -> placement.regions().indexOf(offer.offer().region()))
                .thenComparing(offer -> offer.offer().zone())
                .thenComparing(offer -> offer.offer().shape());
    }

    private static Ranking chosen(
            GpuChoice choice, List<PricedOffer> available, RankingRequest request, @Nullable Duration age) {
        Money dearest = percent(available.getFirst().perHour(), TOO_DEAR_PERCENT);
        List<PricedOffer> cheap = available.stream()
                .filter(offer -> !offer.perHour().isMoreThan(dearest))
                .toList();
        int fewest =
                cheap.stream().mapToInt(offer -> inZone(offer, request)).min().orElse(0);
        List<PricedOffer> spread =
                cheap.stream().filter(offer -> inZone(offer, request) == fewest).toList();
        PricedOffer best = spread.getFirst();
        String region = best.offer().region();
        List<PricedOffer> offers = spread.stream()
                .filter(offer -> offer.offer().region().equals(region))
                .limit(MOST_OFFERS)
                .toList();
        return new Ranking(
                offers,
                "%s %s in %s at %s/h leads %d of %d available offers of %s; %d of ours there; prices %s old"
                        .formatted(
                                best.offer().capacityType().label(),
                                best.offer().shape(),
                                best.offer().zone(),
                                best.perHour(),
                                offers.size(),
                                available.size(),
                                choice,
                                fewest,
                                inWords(age)));
    }

    private static int inZone(PricedOffer offer, RankingRequest request) {
        return request.zonesInUse().getOrDefault(offer.offer().zone(), 0);
    }

    private static String whyNone(List<PriceQuote> known, RankingRequest request, Instant now) {
        String wish = "%s %s in %s"
                .formatted(
                        request.capacityType().label(),
                        request.need().choices(),
                        request.placement().zones().isEmpty()
                                ? request.placement().regions()
                                : request.placement().zones());
        if (known.isEmpty()) {
            return "no offer of %s has a known price".formatted(wish);
        }
        List<PriceQuote> open =
                known.stream().filter(quote -> !isAvoided(quote, request, now)).toList();
        if (open.isEmpty()) {
            Instant first = request.avoided().values().stream()
                    .filter(until -> until.isAfter(now))
                    .min(Instant::compareTo)
                    .orElse(now);
            return "all %d offers of %s were refused or taken from us lately; the first is asked again at %s"
                    .formatted(known.size(), wish, first);
        }
        PricedOffer cheapest = open.stream()
                .map(quote -> priced(quote, request.capped()))
                .min(Comparator.comparing(PricedOffer::rateBound))
                .orElseThrow();
        return "the cheapest offer of %s may cost %s/h, and the bound on spending leaves %s/h"
                .formatted(wish, cheapest.rateBound(), request.rateLeft());
    }

    private static Money percent(Money price, int percent) {
        return new Money(Math.ceilDiv(Math.multiplyExact(price.microDollars(), (long) percent), 100L));
    }

    private static String inWords(@Nullable Duration age) {
        if (age == null) {
            return "never";
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
