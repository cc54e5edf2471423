package io.skipjack.processors.admin;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what the deployment in the body would become, and why, without making anything of it. */
public final class ExplainDeployment implements Processor {
    private final DeploymentPlanner planner;
    private final JsonText json;

    public ExplainDeployment(DeploymentPlanner planner, JsonText json) {
        this.planner = planner;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException, IOException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(planner.explain(call.text())));
    }
}
