package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes the budget of the key that the path names away. */
public final class ClearKeyBudget implements Processor {
    private static final String NONE = "{}";

    private final KeyEditor keys;
    private final JsonText json;

    public ClearKeyBudget(KeyEditor keys, JsonText json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(keys.budget(call.caller(), call.inPath("key"), NONE)));
    }
}
