package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what was spent, over the time and for the deployment that the query names. */
public final class ShowCost implements Processor {
    private final CostSource costs;
    private final JsonText json;

    public ShowCost(CostSource costs, JsonText json) {
        this.costs = costs;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(costs.cost(call.query("since"), call.query("until"), call.query("deployment"))));
    }
}
