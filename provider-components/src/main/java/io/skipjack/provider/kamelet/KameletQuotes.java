package io.skipjack.provider.kamelet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Prices as a Kamelet reads them: the list {@code shapes}, and the list {@code prices} in the same order. */
final class KameletQuotes {
    private KameletQuotes() {}

    static List<PriceQuote> of(KameletDefinition definition, KameletAnswer answer, Instant now) {
        List<String> shapes = answer.texts("shapes");
        List<String> prices = answer.texts("prices");
        List<PriceQuote> quotes = new ArrayList<>();
        for (int i = 0; i < Math.min(shapes.size(), prices.size()); i++) {
            String shape = shapes.get(i);
            String price = prices.get(i);
            definition
                    .gpus()
                    .gpu(shape)
                    .map(gpu -> new Offer(
                            definition.name(), "", "", shape, gpu.gpu(), gpu.count(), CapacityType.SERVERLESS))
                    .filter(offer -> price.matches("\\d{1,6}(\\.\\d{1,12})?"))
                    .map(offer -> new PriceQuote(offer, Money.ofDollars(price), now, definition.name() + " API"))
                    .filter(quote -> quote.perHour().compareTo(Money.ZERO) > 0)
                    .ifPresent(quotes::add);
        }
        return quotes;
    }
}
