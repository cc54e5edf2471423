package io.skipjack.processors.admin;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with the sentence of what was refused; of a failure within the router it says no more than that. */
public final class AnswerAdminError implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerAdminError.class);

    private static final int UNAVAILABLE = 503;

    private final JsonText json;

    public AnswerAdminError(JsonText json) {
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        AdminCall call = new AdminCall(exchange);
        if (cause instanceof RefusedEditException refused) {
            call.json(refused.status(), json.of(Map.of("error", String.valueOf(refused.getMessage()))));
        } else if (cause instanceof StoreUnavailableException down) {
            call.json(UNAVAILABLE, json.of(Map.of("error", String.valueOf(down.getMessage()))));
        } else {
            LOG.error("answering the admin API failed", cause);
            call.json(500, json.of(Map.of("error", "the router failed to answer; its log says why")));
        }
    }
}
