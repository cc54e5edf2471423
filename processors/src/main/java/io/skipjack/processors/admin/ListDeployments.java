package io.skipjack.processors.admin;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with the deployments served now. */
public final class ListDeployments implements Processor {
    private final DeploymentEditor deployments;
    private final JsonText json;

    public ListDeployments(DeploymentEditor deployments, JsonText json) {
        this.deployments = deployments;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        new AdminCall(exchange).json(200, json.of(Map.of("deployments", deployments.list())));
    }
}
