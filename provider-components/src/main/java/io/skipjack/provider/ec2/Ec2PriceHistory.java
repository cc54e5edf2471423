package io.skipjack.provider.ec2;

import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/** What offers have cost: spot as EC2 remembers it, 90 days back; on demand at the list price. */
final class Ec2PriceHistory {
    private final RegionQuestion question = new RegionQuestion("asking for past prices on ec2");
    private final SpotPrices spotPrices;
    private final OnDemandPrices onDemandPrices;

    Ec2PriceHistory(SpotPrices spotPrices, OnDemandPrices onDemandPrices) {
        this.spotPrices = spotPrices;
        this.onDemandPrices = onDemandPrices;
    }

    List<PriceQuote> of(Collection<Offer> offers, Instant since) throws ProviderUnavailableException {
        Map<String, Set<Offer>> byRegion =
                offers.stream().collect(Collectors.groupingBy(Offer::region, Collectors.toSet()));
        return question
                .ask(byRegion.keySet(), region -> region(region, byRegion.getOrDefault(region, Set.of()), since))
                .values()
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(PriceQuote::at))
                .toList();
    }

    private List<PriceQuote> region(String region, Set<Offer> offers, Instant since) {
        List<PriceQuote> quotes = new ArrayList<>();
        Map<SpotPrices.Pool, Offer> spot = new HashMap<>();
        for (Offer offer : offers) {
            if (offer.capacityType() == CapacityType.SPOT) {
                spot.put(new SpotPrices.Pool(offer.zone(), offer.shape()), offer);
            } else {
                onDemandPrices
                        .of(region, offer.shape())
                        .ifPresent(list ->
                                quotes.add(new PriceQuote(offer, list.perHour(), since, OnDemandPrices.SOURCE)));
            }
        }
        Map<SpotPrices.Pool, NavigableMap<Instant, SpotPrices.Price>> past =
                spotPrices.since(region, spot.keySet(), since);
        spot.forEach((pool, offer) -> past.getOrDefault(pool, Collections.emptyNavigableMap())
                .values()
                .forEach(price -> quotes.add(new PriceQuote(offer, price.perHour(), price.at(), SpotPrices.SOURCE))));
        return quotes;
    }
}
