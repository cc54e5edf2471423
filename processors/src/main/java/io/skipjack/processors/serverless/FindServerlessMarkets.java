package io.skipjack.processors.serverless;

import io.skipjack.domain.provider.ServerlessProvider;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Finds the providers that say their prices to us: the body becomes the list of their names. One without a credential is
 * not asked, and not complained of, unless its prices are for anybody.
 */
public final class FindServerlessMarkets implements Processor {
    private final EndpointControl control;

    public FindServerlessMarkets(EndpointControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage()
                .setBody(control.providers().all().stream()
                        .filter(provider -> provider.missing() == null)
                        .map(ServerlessProvider::name)
                        .toList());
    }
}
