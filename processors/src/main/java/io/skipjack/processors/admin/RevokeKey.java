package io.skipjack.processors.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Revokes the key that the path names. */
public final class RevokeKey implements Processor {
    private final KeyEditor keys;
    private final JsonText json;

    public RevokeKey(KeyEditor keys, JsonText json) {
        this.keys = keys;
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        AdminCall call = new AdminCall(exchange);
        call.json(200, json.of(keys.revoke(call.caller(), call.inPath("key"))));
    }
}
