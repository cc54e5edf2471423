package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with the leases held and ended. */
public final class ShowLeases implements Processor {
    private final FleetSource fleet;
    private final JsonText json;

    public ShowLeases(FleetSource fleet, JsonText json) {
        this.fleet = fleet;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(fleet.leases()));
    }
}
