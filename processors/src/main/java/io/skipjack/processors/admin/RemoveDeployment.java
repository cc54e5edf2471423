package io.skipjack.processors.admin;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Removes the deployment that the path names. */
public final class RemoveDeployment implements Processor {
    private final DeploymentEditor deployments;
    private final JsonText json;

    public RemoveDeployment(DeploymentEditor deployments, JsonText json) {
        this.deployments = deployments;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        String name = call.name();
        if (!deployments.remove(call.caller(), name)) {
            throw RefusedEditException.unknown(name);
        }
        call.json(200, json.of(Map.of("name", name, "removed", true)));
    }
}
