package io.skipjack.processors.serverless;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes that all providers have been asked for their prices: from now on one may be chosen by them. */
public final class NoteMarketAsked implements Processor {
    private final EndpointControl control;

    public NoteMarketAsked(EndpointControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.marketWasAsked();
    }
}
