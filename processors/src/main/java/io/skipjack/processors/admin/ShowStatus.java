package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what the router and its fleet do now. */
public final class ShowStatus implements Processor {
    private final StatusSource source;
    private final JsonText json;

    public ShowStatus(StatusSource source, JsonText json) {
        this.source = source;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        new AdminCall(exchange).json(200, json.of(source.status()));
    }
}
