package io.skipjack.processors.admin;

import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Says what calls there are, to whoever asked for another. */
public final class RefusePath implements Processor {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "DELETE");

    @Override
    public void process(Exchange exchange) throws RefusedEditException {
        String method = exchange.getMessage().getHeader(Exchange.HTTP_METHOD, "", String.class);
        throw new RefusedEditException(
                METHODS.contains(method) ? 404 : 405,
                "there is GET /api/status, GET /api/deployments, GET, PUT and DELETE /api/deployments/NAME,"
                        + " GET /api/deployments/NAME/logs"
                        + " and POST /api/deployments/NAME/retry");
    }
}
