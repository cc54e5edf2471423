package io.skipjack.processors.inference;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Books the request once its answer has ended. A step that registers, not an {@code onCompletion}: a streamed answer ends
 * long after its exchange.
 */
public final class MeterUsage implements Processor {
    private final UsageBook book;

    public MeterUsage(UsageBook book) {
        this.book = book;
    }

    @Override
    public void process(Exchange exchange) {
        Inference.of(exchange).whenEnded(book::ended);
    }
}
