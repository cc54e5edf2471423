package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.Sight;
import io.skipjack.domain.fleet.Sightings;
import io.skipjack.domain.fleet.Transitions;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves each replica on by what was seen of it. The body is a provider's {@link Listing}, taken before the store is read
 * here: the other way round, a lease launched in between would look like one that nobody asked for.
 */
public final class ObserveReplicas implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ObserveReplicas.class);

    private final FleetControl control;
    private final ReplicaTraffic traffic;
    private final Lessons lessons;

    public ObserveReplicas(FleetControl control, ReplicaTraffic traffic) {
        this.control = control;
        this.traffic = traffic;
        this.lessons = new Lessons(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        String provider = exchange.getVariable("provider", String.class);
        Listing listing = exchange.getMessage().getBody(Listing.class);
        control.epoch();
        Instant now = control.now();
        Sightings sightings = Sightings.of(listing);
        for (Replica replica : control.store().snapshot().replicas()) {
            if (!replica.state().isLive() || !replica.place().provider().equals(provider)) {
                continue;
            }
            Sight sight = sightings.of(replica, traffic.answers(replica.id()), traffic.inFlight(replica.id()));
            Replica after =
                    Transitions.afterSight(replica, sight, control.settings().timing(), now);
            if (lessons.keep(replica, after, now)) {
                say(replica, after);
            }
        }
    }

    private static void say(Replica before, Replica after) {
        if (after.state() == before.state()) {
            return;
        }
        if (after.state() == ReplicaState.READY) {
            Duration boot = Duration.between(after.intent().at(), after.since());
            LOG.info("{} is ready after {} s", after.id(), boot.toSeconds());
        } else {
            LOG.info("{} is {}: {}", after.id(), after.state().label(), after.reason());
        }
    }
}
