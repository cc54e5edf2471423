package io.skipjack.app.inference;

import io.skipjack.listen.ClientConnections;
import io.skipjack.listen.FrontDoor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Before anything else stops: says not ready, takes no new connection, lets running answers finish, and ends those that
 * do not in time with an explicit error. First among the listeners, because Camel's own shutdown closes every channel.
 */
final class DrainBeforeStop implements ApplicationListener<ContextClosedEvent>, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(DrainBeforeStop.class);
    private static final long LOOK_MILLIS = 50;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final FrontDoor frontDoor;
    private final ClientConnections connections;
    private final Duration timeout;

    DrainBeforeStop(FrontDoor frontDoor, ClientConnections connections, Duration timeout) {
        this.frontDoor = frontDoor;
        this.connections = connections;
        this.timeout = timeout;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        AvailabilityChangeEvent.publish(event.getApplicationContext(), ReadinessState.REFUSING_TRAFFIC);
        frontDoor.stopAccepting();
        connections.drain();
        long busy = connections.busy();
        if (busy > 0) {
            LOG.info("letting {} requests finish, for at most {} s", busy, timeout.toSeconds());
        }
        if (!idleWithin(timeout)) {
            LOG.warn("cutting {} requests that did not finish in time", connections.busy());
            connections.cutAll();
            idleWithin(LAST_WORDS);
        }
    }

    private boolean idleWithin(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (connections.busy() > 0) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
