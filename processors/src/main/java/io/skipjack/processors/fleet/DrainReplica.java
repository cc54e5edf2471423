package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.Transitions;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a replica no new requests, and lets those on it finish, or else move elsewhere, until its deadline. */
public final class DrainReplica implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(DrainReplica.class);

    private final FleetControl control;
    private final ReplicaTraffic traffic;
    private final Lessons lessons;

    public DrainReplica(FleetControl control, ReplicaTraffic traffic) {
        this.control = control;
        this.traffic = traffic;
        this.lessons = new Lessons(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        FleetAction.Drain drain = (FleetAction.Drain)
                exchange.getMessage().getBody(FleetStep.class).action();
        Replica replica = control.store().find(drain.replica());
        if (replica == null) {
            return;
        }
        traffic.drain(replica.id(), drain.by());
        Instant now = control.now();
        Replica after = Transitions.draining(replica, drain.why(), drain.by(), drain.reason(), now);
        if (lessons.keep(replica, after, now)) {
            LOG.info("{} drains until {}: {}", replica.id(), drain.by(), drain.reason());
        }
    }
}
