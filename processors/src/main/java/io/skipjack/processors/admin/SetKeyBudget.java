package io.skipjack.processors.admin;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Gives the key that the path names the budget in the body. */
public final class SetKeyBudget implements Processor {
    private final KeyEditor keys;
    private final JsonText json;

    public SetKeyBudget(KeyEditor keys, JsonText json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException, IOException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(keys.budget(call.caller(), call.inPath("key"), call.text())));
    }
}
