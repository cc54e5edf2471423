package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with the OpenAPI document of the calls there are. */
public final class ShowOpenApi implements Processor {
    private final ApiDescription api;

    public ShowOpenApi(ApiDescription api) {
        this.api = api;
    }

    @Override
    public void process(Exchange exchange) {
        new AdminCall(exchange).json(200, api.openApi());
    }
}
