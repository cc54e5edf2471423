package io.skipjack.processors.fleet;

import io.skipjack.domain.scaling.LoadSample;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** On every router: offers requests to the replicas that the store shows, and notes the load it sees itself. */
public final class FollowFleet implements Processor {
    private final FleetControl control;
    private final ReplicaTraffic traffic;
    private final LoadGauge loads;

    public FollowFleet(FleetControl control, ReplicaTraffic traffic, LoadGauge loads) {
        this.control = control;
        this.traffic = traffic;
        this.loads = loads;
    }

    @Override
    public void process(Exchange exchange) {
        traffic.offer(control.store().snapshot());
        Map<String, LoadSample> seen = loads.loads();
        if (!seen.isEmpty()) {
            control.store().saveLoads(control.settings().router(), seen, control.now());
        }
    }
}
