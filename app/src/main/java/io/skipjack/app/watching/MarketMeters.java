package io.skipjack.app.watching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Prices of the offers that replicas run on, and how old each provider's newest price is. The whole market has too many. */
public final class MarketMeters {
    private static final double MILLIS = 1e3;

    private final StoreSight store;
    private final FleetSight fleets;
    private final GaugeRows prices;
    private final GaugeRows ages;

    public MarketMeters(MeterRegistry registry, StoreSight store, FleetSight fleets) {
        this.store = store;
        this.fleets = fleets;
        prices = new GaugeRows(
                registry, "skipjack.price", "Market price of the offers that replicas run on", "dollars_per_hour");
        ages = new GaugeRows(registry, "skipjack.price.age", "Age of a provider's newest price", "seconds");
    }

    public void show() {
        Set<Offer> held = fleets.fleets().replicas().stream()
                .filter(replica -> replica.state().isLive())
                .map(Replica::lease)
                .filter(lease -> lease != null)
                .map(Lease::offer)
                .collect(Collectors.toSet());
        Map<Tags, Double> rows = new HashMap<>();
        for (PriceQuote quote : store.prices()) {
            if (held.contains(quote.offer())) {
                rows.put(tags(quote.offer()), quote.perHour().dollars().doubleValue());
            }
        }
        prices.showValues(rows);
        Map<Tags, DoubleSupplier> old = new HashMap<>();
        store.priceAges()
                .keySet()
                .forEach(provider -> old.put(
                        Tags.of("skipjack.provider", provider),
                        () -> seconds(store.priceAges().getOrDefault(provider, Duration.ZERO))));
        ages.show(old);
    }

    private static double seconds(Duration age) {
        return age.toMillis() / MILLIS;
    }

    private static Tags tags(Offer offer) {
        return Tags.of("skipjack.provider", offer.provider(), "skipjack.region", offer.region())
                .and("skipjack.zone", offer.zone(), "skipjack.shape", offer.shape())
                .and("skipjack.gpu", offer.gpu() + ":" + offer.gpuCount())
                .and("skipjack.capacity.type", offer.capacityType().label());
    }
}
