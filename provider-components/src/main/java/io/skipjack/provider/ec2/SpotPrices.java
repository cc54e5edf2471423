package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.OfferBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/** Spot prices as they are now and as they were, from EC2's price history. */
final class SpotPrices {
    static final String SOURCE = "DescribeSpotPriceHistory";

    private static final Logger LOG = LoggerFactory.getLogger(SpotPrices.class);

    /** A price is published anew within a day, also where it does not move. */
    private static final Duration FURTHER_BACK = Duration.ofDays(7);

    /** A pool: a shape in a zone. */
    record Pool(String zone, String shape) {}

    record Price(Money perHour, Instant at) {}

    private final Ec2Clients clients;
    private final InstantSource clock;

    SpotPrices(Ec2Clients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    Map<Pool, Price> now(String region, List<Shape> shapes) {
        if (shapes.isEmpty()) {
            return Map.of();
        }
        Instant asked = clock.instant();
        Map<Pool, Price> prices = new HashMap<>();
        // from now on: EC2 answers with the price in force
        for (SpotPrice price : ask(region, shapes.stream().map(Shape::name).toList(), asked)) {
            Pool pool = new Pool(price.availabilityZone(), price.instanceTypeAsString());
            read(pool, price)
                    .ifPresent(read -> prices.merge(
                            pool, read, (known, other) -> other.at().isAfter(known.at()) ? other : known));
        }
        // a price that has not changed for days holds now: its age is that of our knowing it
        prices.replaceAll((pool, price) -> new Price(price.perHour(), asked));
        return prices;
    }

    /**
     * By pool and time, what it cost from then on; the price in force at {@code since} included. Where that one cannot be,
     * the last before it that can: EC2 is asked for it once more, and a bit further back.
     */
    Map<Pool, NavigableMap<Instant, Price>> since(String region, Set<Pool> pools, Instant since) {
        Map<Pool, NavigableMap<Instant, Price>> past = new HashMap<>();
        if (pools.isEmpty()) {
            return past;
        }
        collect(region, pools, since, past);
        Set<Pool> open = pools.stream()
                .filter(pool -> {
                    NavigableMap<Instant, Price> known = past.get(pool);
                    return known == null || known.floorKey(since) == null;
                })
                .collect(Collectors.toSet());
        if (!open.isEmpty()) {
            collect(region, open, since.minus(FURTHER_BACK), past);
        }
        // of what was before, only what was in force counts
        past.replaceAll((pool, prices) ->
                prices.floorKey(since) == null ? prices : new TreeMap<>(prices.tailMap(prices.floorKey(since), true)));
        return past;
    }

    private void collect(String region, Set<Pool> pools, Instant since, Map<Pool, NavigableMap<Instant, Price>> past) {
        List<String> shapes = pools.stream().map(Pool::shape).distinct().toList();
        for (SpotPrice line : ask(region, shapes, since)) {
            Pool pool = new Pool(line.availabilityZone(), line.instanceTypeAsString());
            if (pools.contains(pool)) {
                read(pool, line)
                        .filter(price -> OfferBook.isPrice(price.perHour()))
                        .ifPresent(price -> past.computeIfAbsent(pool, none -> new TreeMap<>())
                                .put(price.at(), price));
            }
        }
    }

    /** All pages. */
    private Iterable<SpotPrice> ask(String region, List<String> shapes, Instant since) {
        DescribeSpotPriceHistoryRequest request = DescribeSpotPriceHistoryRequest.builder()
                .instanceTypesWithStrings(shapes)
                .productDescriptions("Linux/UNIX", "Linux/UNIX (Amazon VPC)")
                .startTime(since)
                .build();
        return clients.ec2(region).describeSpotPriceHistoryPaginator(request).spotPriceHistory();
    }

    /** Empty for what is no number: one broken line must not cost the others their prices. */
    private Optional<Price> read(Pool pool, SpotPrice price) {
        Instant at = price.timestamp() == null ? clock.instant() : price.timestamp();
        try {
            return Optional.of(new Price(Money.ofDollars(price.spotPrice()), at));
        } catch (NumberFormatException | ArithmeticException broken) {
            LOG.warn("the spot price {} of {} in {} cannot be read", price.spotPrice(), pool.shape(), pool.zone());
            return Optional.empty();
        }
    }
}
