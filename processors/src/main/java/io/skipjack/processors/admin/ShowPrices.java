package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what GPUs cost, all of them or the one that the query names. */
public final class ShowPrices implements Processor {
    private final PriceSource prices;
    private final JsonText json;

    public ShowPrices(PriceSource prices, JsonText json) {
        this.prices = prices;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(prices.prices(call.query("gpu"))));
    }
}
