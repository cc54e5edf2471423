package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds fleets that no price is known for, such as one deployed a moment ago: it must not wait minutes for the next poll.
 * The body becomes a list of fleet specs, each at most twice a minute.
 */
public final class FindMissingPrices implements Processor {
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final FleetControl control;
    private final Market market;
    private final Map<List<Object>, Instant> asked = new ConcurrentHashMap<>();

    public FindMissingPrices(FleetControl control, Market market) {
        this.control = control;
        this.market = market;
    }

    @Override
    public void process(Exchange exchange) {
        market.leading(control.epoch());
        Instant now = control.now();
        Set<List<Object>> priced = priced(market.book(now));
        Map<List<Object>, FleetSpec> missing = FindPrices.needs(control.deployments());
        missing.entrySet().removeIf(need -> isPriced(need.getValue(), priced) || !isDue(need.getKey(), now));
        missing.keySet().forEach(need -> asked.put(need, now));
        exchange.getMessage().setBody(List.copyOf(missing.values()));
    }

    /** What there is a price for: provider, region, GPU and count. */
    private static Set<List<Object>> priced(OfferBook book) {
        Set<List<Object>> priced = new HashSet<>();
        for (PriceQuote quote : book.quotes()) {
            Offer offer = quote.offer();
            priced.add(List.of(offer.provider(), offer.region(), offer.gpu(), offer.gpuCount()));
        }
        return priced;
    }

    private static boolean isPriced(FleetSpec spec, Set<List<Object>> priced) {
        for (String region : spec.placement().regions()) {
            for (GpuChoice choice : spec.gpu().choices()) {
                if (priced.contains(List.of(spec.placement().provider(), region, choice.gpu(), choice.count()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isDue(List<Object> need, Instant now) {
        Instant last = asked.get(need);
        return last == null || !now.isBefore(last.plus(AGAIN)) || now.isBefore(last);
    }
}
