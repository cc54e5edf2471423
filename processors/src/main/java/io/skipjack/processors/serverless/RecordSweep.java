package io.skipjack.processors.serverless;

import io.skipjack.domain.serverless.DestroyOutcome;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is left of an orphan: the body is a {@link DestroyOutcome}. The next sweep finds it, and tries again. */
public final class RecordSweep implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSweep.class);

    @Override
    public void process(Exchange exchange) {
        DestroyOutcome outcome = exchange.getMessage().getBody(DestroyOutcome.class);
        if (!outcome.isGone()) {
            LOG.warn(
                    "an orphan at {} is not gone, and ended again in the next sweep: {}",
                    exchange.getVariable("provider"),
                    String.join(", ", outcome.leftovers()));
        }
    }
}
