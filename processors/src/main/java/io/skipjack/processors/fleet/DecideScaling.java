package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.scaling.Autoscaler;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.domain.scaling.ScalingDecision;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides how many replicas each deployment should have for the load that all routers see, and writes it down. */
public final class DecideScaling implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(DecideScaling.class);

    private static final ScalingState NOTHING = new ScalingState(0, null, null);

    private final FleetControl control;

    public DecideScaling(FleetControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        long epoch = control.epoch();
        Instant now = control.now();
        FleetLook look = control.look();
        Map<String, LoadSample> loads =
                control.store().loads(now.minus(control.settings().loadMemory()));
        for (Deployment deployment : look.deployments().values()) {
            FleetState before = look.state(deployment.name());
            LoadSample load = loads.getOrDefault(deployment.name(), LoadSample.NONE);
            ScalingDecision decision = Autoscaler.decide(
                    Objects.requireNonNull(deployment.fleet()).scaling(), before.scaling(), load, now);
            boolean first = before.scalingReason().isEmpty();
            if (first || !decision.state().equals(before.scaling())) {
                save(epoch, before, decision);
            }
        }
        look.states().values().stream()
                .filter(state -> look.deployment(state.deployment()) == null)
                .forEach(state -> rest(epoch, state));
    }

    /** A deployment that is gone wants nothing, and shall begin anew if another of its name comes. */
    private void rest(long epoch, FleetState state) {
        if (!state.scaling().equals(NOTHING)) {
            LOG.info("{}: no replicas wanted, was {}: the deployment is gone", state.deployment(), state.wanted());
            control.store()
                    .save(epoch, new FleetState(state.deployment(), NOTHING, "the deployment is gone", state.health()));
        }
    }

    private void save(long epoch, FleetState before, ScalingDecision decision) {
        if (decision.wanted() != before.wanted()) {
            LOG.info(
                    "{}: {} replicas wanted, was {}: {}",
                    before.deployment(),
                    decision.wanted(),
                    before.wanted(),
                    decision.reason());
        }
        control.store()
                .save(epoch, new FleetState(before.deployment(), decision.state(), decision.reason(), before.health()));
    }
}
