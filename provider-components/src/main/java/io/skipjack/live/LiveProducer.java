package io.skipjack.live;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands the exchange itself, not a copy, to the route's current generation; holds no thread meanwhile. */
class LiveProducer extends DefaultAsyncProducer {
    private final LiveTarget target;

    LiveProducer(LiveEndpoint endpoint) {
        super(endpoint);
        this.target = endpoint.target();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Integer pinned = exchange.getProperty(LiveComponent.GENERATION, Integer.class);
        LiveConsumer consumer = target.enter(pinned);
        if (consumer == null) {
            exchange.setException(new LiveRouteUnavailableException(target.name()));
            callback.done(true);
            return true;
        }
        if (pinned == null && consumer.generation() != LiveComponent.NONE) {
            exchange.setProperty(LiveComponent.GENERATION, consumer.generation());
        }
        // as direct: does, so that a tracing span of this call is closed by the thread that opened it
        if (exchange.getProperty(ExchangePropertyKey.OTEL_ACTIVE_SPAN) != null) {
            exchange.setProperty(ExchangePropertyKey.OTEL_CLOSE_CLIENT_SCOPE, Boolean.TRUE);
        }
        return consumer.getAsyncProcessor().process(exchange, doneSync -> {
            consumer.leave();
            callback.done(doneSync);
        });
    }
}
