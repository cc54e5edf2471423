package io.skipjack.processors.fleet;

import io.skipjack.domain.market.PriceQuote;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps the prices a provider quoted, those that can be believed; the body is a collection of {@link PriceQuote}. */
public final class KeepPrices implements Processor {
    private final FleetControl control;
    private final Market market;

    public KeepPrices(FleetControl control, Market market) {
        this.control = control;
        this.market = market;
    }

    @Override
    public void process(Exchange exchange) {
        Collection<?> body = exchange.getMessage().getBody(Collection.class);
        List<PriceQuote> quotes = body.stream().map(PriceQuote.class::cast).toList();
        market.take(control.epoch(), quotes, control.now());
    }
}
