package io.skipjack.processors.admin;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with a deployment's YAML, just as it can be put back. */
public final class ShowDeployment implements Processor {
    private final DeploymentEditor deployments;

    public ShowDeployment(DeploymentEditor deployments) {
        this.deployments = deployments;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        String name = call.name();
        String yaml = deployments.text(name).orElseThrow(() -> RefusedEditException.unknown(name));
        call.answer(200, "application/yaml;charset=utf-8", yaml.getBytes(StandardCharsets.UTF_8));
    }
}
