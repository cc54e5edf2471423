package io.skipjack.upstream;

import io.netty.channel.EventLoop;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.processors.inference.Inference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Starts a relay on the event loop of the request's client. The exchange is done when the answer begins; its bytes flow
 * after that without it.
 */
final class UpstreamProducer extends DefaultAsyncProducer {
    private final Tier tier;
    private final RelayContext context;

    UpstreamProducer(UpstreamEndpoint endpoint, Tier tier, RelayContext context) {
        super(endpoint);
        this.tier = tier;
        this.context = context;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Inference inference = Inference.of(exchange);
        EventLoop loop = inference.caller() instanceof LoopBound bound
                ? bound.eventLoop()
                : context.client().anyLoop();
        AnswerRelay relay = new AnswerRelay(context, inference, tier, loop, (answer, failure) -> {
            if (failure != null) {
                exchange.setException(failure);
            } else {
                exchange.getMessage().setBody(answer);
            }
            callback.done(false);
        });
        loop.execute(relay::start);
        return false;
    }
}
