package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with replicas, of all deployments or of the one that the query names. */
public final class ShowReplicas implements Processor {
    private final FleetSource fleet;
    private final JsonText json;

    public ShowReplicas(FleetSource fleet, JsonText json) {
        this.fleet = fleet;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(fleet.replicas(call.query("deployment"))));
    }
}
