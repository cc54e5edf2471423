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
 * Before anything else stops: says not ready, takes no new connection, and answers what has been asked. That ends with the
 * last answer; those that are not done in time, or when a second signal comes, end with an explicit error. First among the
 * listeners, because Camel's own shutdown closes every channel: until then an answer may still be taken up elsewhere.
 */
final class DrainBeforeStop implements ApplicationListener<ContextClosedEvent>, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(DrainBeforeStop.class);
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
        try (SecondSignal second = SecondSignal.listen()) {
            await(second);
        }
    }

    private void await(SecondSignal second) {
        long busy = connections.busy();
        if (busy > 0) {
            LOG.info(
                    "letting {} requests finish, for at most {} s; a second signal ends them",
                    busy,
                    timeout.toSeconds());
        }
        LastRequests.End end = last(second::heardWithin).await(timeout);
        if (end != LastRequests.End.IDLE) {
            String why = end == LastRequests.End.LATE ? "did not finish in time" : "have no more time";
            LOG.warn("cutting {} requests that {}", connections.busy(), why);
            connections.cutAll();
            last(DrainBeforeStop::pause).await(LAST_WORDS);
        }
    }

    private LastRequests last(LastRequests.Pause pause) {
        return new LastRequests(connections::busy, System::nanoTime, pause);
    }

    /** For the errors to be written: nobody is so much in a hurry. */
    private static boolean pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return false;
    }
}
