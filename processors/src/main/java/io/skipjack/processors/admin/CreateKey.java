package io.skipjack.processors.admin;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the key that the body describes, and answers with it, this once. */
public final class CreateKey implements Processor {
    private final KeyEditor keys;
    private final JsonText json;

    public CreateKey(KeyEditor keys, JsonText json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException, IOException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(keys.create(call.caller(), call.text())));
    }
}
