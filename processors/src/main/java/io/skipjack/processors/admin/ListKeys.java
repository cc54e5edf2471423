package io.skipjack.processors.admin;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Answers with what is kept of each key. */
public final class ListKeys implements Processor {
    private final KeyEditor keys;
    private final JsonText json;

    public ListKeys(KeyEditor keys, JsonText json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(Map.of("keys", keys.list())));
    }
}
