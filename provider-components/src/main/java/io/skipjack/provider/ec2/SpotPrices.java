package io.skipjack.provider.ec2;

import io.skipjack.domain.cost.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/** Spot prices as they are now, from EC2's price history. */
final class SpotPrices {
    static final String SOURCE = "DescribeSpotPriceHistory";

    private static final Logger LOG = LoggerFactory.getLogger(SpotPrices.class);

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
        DescribeSpotPriceHistoryRequest request = DescribeSpotPriceHistoryRequest.builder()
                .instanceTypesWithStrings(shapes.stream().map(Shape::name).toList())
                .productDescriptions("Linux/UNIX", "Linux/UNIX (Amazon VPC)")
                // from now on: EC2 answers with the price in force
                .startTime(asked)
                .build();
        Map<Pool, Price> prices = new HashMap<>();
        for (SpotPrice price :
                clients.ec2(region).describeSpotPriceHistoryPaginator(request).spotPriceHistory()) {
            Pool pool = new Pool(price.availabilityZone(), price.instanceTypeAsString());
            read(pool, price)
                    .ifPresent(read -> prices.merge(
                            pool, read, (known, other) -> other.at().isAfter(known.at()) ? other : known));
        }
        // a price that has not changed for days holds now: its age is that of our knowing it
        prices.replaceAll((pool, price) -> new Price(price.perHour(), asked));
        return prices;
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
