package io.skipjack.processors.inference;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes a request that is not one for inference an ordinary message: its body the message's, and the headers that host
 * agents sign with the variables {@code time} and {@code signature}.
 */
public final class TakeRequest implements Processor {
    @Override
    public void process(Exchange exchange) {
        Inference inference = Inference.of(exchange);
        exchange.setVariable("method", inference.head().method());
        exchange.setVariable("time", inference.head().header("x-skipjack-time"));
        exchange.setVariable("signature", inference.head().header("x-skipjack-signature"));
        exchange.getMessage().setBody(inference.takeBody());
    }
}
