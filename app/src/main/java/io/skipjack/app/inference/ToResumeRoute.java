package io.skipjack.app.inference;

import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.ResumeRoute;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Sends answers into the route {@code resume}, each on a virtual thread of its own. */
final class ToResumeRoute implements ResumeRoute {
    private static final String URI = "live:resume";

    private final CamelContext camel;
    private final ExecutorService threads;
    private volatile @Nullable ProducerTemplate template;

    ToResumeRoute(CamelContext camel, ExecutorService threads) {
        this.camel = camel;
        this.threads = threads;
    }

    @Override
    public void send(Inference inference, boolean last, Consumer<@Nullable Throwable> done) {
        try {
            threads.execute(() -> done.accept(sent(inference, last)));
        } catch (RejectedExecutionException stopping) {
            done.accept(stopping);
        }
    }

    private @Nullable Throwable sent(Inference inference, boolean last) {
        try {
            Endpoint to = camel.getEndpoint(URI);
            Exchange exchange = to.createExchange();
            inference.attachTo(exchange);
            exchange.setVariable("lastResume", last);
            return template().send(to, exchange).getException();
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private ProducerTemplate template() {
        ProducerTemplate made = template;
        if (made == null) {
            synchronized (this) {
                made = template == null ? camel.createProducerTemplate() : template;
                template = made;
            }
        }
        return made;
    }
}
