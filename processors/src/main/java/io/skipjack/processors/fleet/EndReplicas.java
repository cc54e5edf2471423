package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that replicas are to end: the body becomes a list of {@link ProviderLeases}. It is asked for again, turn by
 * turn, until the provider shows them gone.
 */
public final class EndReplicas implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(EndReplicas.class);

    private final FleetControl control;
    private final ReplicaTraffic traffic;
    private final Lessons lessons;

    public EndReplicas(FleetControl control, ReplicaTraffic traffic) {
        this.control = control;
        this.traffic = traffic;
        this.lessons = new Lessons(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        List<Lease> leases = new ArrayList<>();
        for (FleetAction action : exchange.getMessage().getBody(FleetStep.class).actions()) {
            Replica replica = control.store().find(action.replica());
            if (replica != null) {
                end(replica, (FleetAction.Terminate) action);
                if (replica.lease() != null) {
                    leases.add(replica.lease());
                }
            }
        }
        exchange.getMessage().setBody(ProviderLeases.group(leases));
    }

    private void end(Replica replica, FleetAction.Terminate action) {
        if (replica.state() == ReplicaState.ENDING || !replica.state().isLive()) {
            return;
        }
        Instant now = control.now();
        traffic.drain(replica.id(), now);
        lessons.keep(replica, Transitions.ending(replica, action.why(), action.reason(), now), now);
        LOG.info("{} ends: {}", replica.id(), action.reason());
    }
}
