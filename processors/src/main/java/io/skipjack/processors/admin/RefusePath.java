package io.skipjack.processors.admin;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Says where all calls are listed, to whoever asked for another. */
public final class RefusePath implements Processor {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE");

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        String method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD, "", String.class);
        throw new RefusedEditException(
                METHODS.contains(method) ? 404 : 405,
                "there is no such call; GET /api/openapi.json lists those there are");
    }
}
