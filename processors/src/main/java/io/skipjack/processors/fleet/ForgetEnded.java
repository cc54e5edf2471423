package io.skipjack.processors.fleet;

import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Forgets replicas that ended long ago, so that the store does not grow for ever. */
public final class ForgetEnded implements Processor {
    private final FleetControl control;

    public ForgetEnded(FleetControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        Instant before = control.now().minus(control.settings().keepEnded());
        control.store().forget(control.epoch(), before, control.settings().loadMemory());
    }
}
