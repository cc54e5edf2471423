package io.skipjack.processors.admin;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Adds or replaces the deployment that the path names by the YAML in the body. */
public final class PutDeployment implements Processor {
    private final DeploymentEditor deployments;
    private final JsonText json;

    public PutDeployment(DeploymentEditor deployments, JsonText json) {
        this.deployments = deployments;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException, IOException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(deployments.put(call.caller(), call.name(), call.text())));
    }
}
