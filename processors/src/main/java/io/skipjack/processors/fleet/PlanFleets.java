package io.skipjack.processors.fleet;

import io.skipjack.domain.fleet.FleetAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Finds what is to be done so that each fleet becomes what is wanted: the body becomes a list of {@link FleetStep}. */
public final class PlanFleets implements Processor {
    private final FleetControl control;
    private final FleetPlans plans;
    private final LaunchStop stop;

    public PlanFleets(FleetControl control, LaunchStop stop) {
        this.control = control;
        this.plans = new FleetPlans(control);
        this.stop = stop;
    }

    @Override
    public void process(Exchange exchange) {
        control.epoch();
        FleetLook look = control.look();
        List<FleetAction> actions = new ArrayList<>();
        Instant now = control.now();
        for (String name : look.names()) {
            boolean stopped = stop.stopped(name);
            for (FleetAction action : plans.of(plans.view(name, look), now)) {
                // one that was written down may be launched already, so it is asked for again all the same
                if (!stopped || !(action instanceof FleetAction.Launch)) {
                    actions.add(action);
                }
            }
        }
        exchange.getMessage().setBody(steps(actions));
    }

    private static List<FleetStep> steps(List<FleetAction> actions) {
        List<FleetStep> steps = new ArrayList<>();
        List<FleetAction> endings = new ArrayList<>();
        for (FleetAction action : actions) {
            switch (action) {
                case FleetAction.Launch launch -> steps.add(new FleetStep(FleetStep.LAUNCH, List.of(launch)));
                case FleetAction.RepeatLaunch repeat -> steps.add(new FleetStep(FleetStep.LAUNCH, List.of(repeat)));
                case FleetAction.Drain drain -> steps.add(new FleetStep(FleetStep.DRAIN, List.of(drain)));
                case FleetAction.Terminate terminate -> endings.add(terminate);
            }
        }
        if (!endings.isEmpty()) {
            steps.add(new FleetStep(FleetStep.END, List.copyOf(endings)));
        }
        return steps;
    }
}
