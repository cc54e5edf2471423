package io.skipjack.live;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/**
 * The entry of one generation of a route. Counts the exchanges inside, so that the deployer can tell when a generation
 * is empty without the gap Camel's own count has between choosing a consumer and entering its route.
 */
class LiveConsumer extends DefaultConsumer implements ShutdownAware {
    private final LiveTarget target;
    private final AtomicInteger inFlight = new AtomicInteger();
    private Integer generation = LiveComponent.NONE;

    LiveConsumer(LiveEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.target = endpoint.target();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        generation = RouteName.generationOf(getRouteId());
        target.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        target.remove(this);
        super.doStop();
    }

    /** The generation of its route, boxed once because every exchange carries it. */
    Integer generation() {
        return generation;
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    int inFlight() {
        return inFlight.get();
    }

    /** At shutdown the routes that call this one go first. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return true;
    }

    /** Exchanges inside are counted by Camel as the route's own; there is no queue in front of it. */
    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}
}
