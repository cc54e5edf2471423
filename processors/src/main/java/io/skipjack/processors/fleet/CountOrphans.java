package io.skipjack.processors.fleet;

import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Counts what a sweep ends: the body is the collection of it, the variable {@code provider} says where it runs. */
public final class CountOrphans implements Processor {
    private final OrphanTally tally;

    public CountOrphans(OrphanTally tally) {
        this.tally = tally;
    }

    @Override
    public void process(Exchange exchange) {
        Collection<?> orphans = exchange.getMessage().getBody(Collection.class);
        if (!orphans.isEmpty()) {
            tally.found(exchange.getVariable("provider", String.class), orphans.size());
        }
    }
}
