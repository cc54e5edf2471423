package io.skipjack.processors.serverless;

import io.skipjack.domain.provider.ServerlessProvider;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Finds the providers that there is a credential for: the body becomes the list of their names, the variable {@code owner} ours. */
public final class FindUsableProviders implements Processor {
    private final EndpointControl control;

    public FindUsableProviders(EndpointControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.epoch();
        exchange.setVariable("owner", control.owner());
        exchange.getMessage()
                .setBody(control.providers().all().stream()
                        .filter(provider -> provider.missing() == null)
                        .map(ServerlessProvider::name)
                        .toList());
    }
}
