package io.skipjack.processors.serverless;

import io.skipjack.domain.event.EndpointNews;
import io.skipjack.domain.provider.ScaleRequest;
import io.skipjack.domain.serverless.EndpointAction;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRef;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what is about to be asked of a provider: the body, an {@link EndpointStep}, becomes what the call takes, and
 * the variables {@code step}, {@code provider} and {@code operation} say which. The route ends here when the step was
 * decided by what is not so any more, a deployment that was changed or taken away meanwhile included, when another call
 * about the endpoint is under way, or when there is nobody to ask.
 */
public final class BeginEndpointCall implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BeginEndpointCall.class);

    private final EndpointControl control;

    public BeginEndpointCall(EndpointControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        EndpointStep step = exchange.getMessage().getBody(EndpointStep.class);
        long epoch = control.epoch();
        if (!control.calls().begin(step.provider(), step.name())) {
            exchange.setRouteStop(true);
            return;
        }
        control.calls().endWith(exchange, step.provider(), step.name());
        if (!Objects.equals(control.find(step.id()), step.seen())) {
            exchange.setRouteStop(true);
            return;
        }
        if (step.action() instanceof EndpointAction.Forget) {
            forget(step, epoch);
            exchange.setRouteStop(true);
            return;
        }
        write(step, epoch);
        // Only now: who takes a deployment away looks for records afterwards, so that one of the two sees the other
        if (step.action() instanceof EndpointAction.Deploy deploy && !control.isWanted(deploy.request())) {
            takeBack(step, epoch);
            exchange.setRouteStop(true);
            return;
        }
        tell(step);
        exchange.setVariable("step", step);
        exchange.setVariable("provider", step.provider());
        exchange.setVariable("operation", operation(step.action()));
        exchange.getMessage().setBody(body(step.action()));
    }

    private void forget(EndpointStep step, long epoch) {
        control.memory().endpoints().remove(epoch, step.id());
        control.calls().forget(step.id());
        EndpointNews.forgotten(step.action().record()).forEach(control.memory().events()::note);
        LOG.info("{} is forgotten: {}", step.id(), step.action().reason());
    }

    private void write(EndpointStep step, long epoch) {
        EndpointRecord record = step.action().record();
        EndpointRecord seen = step.seen();
        if (!record.equals(seen)) {
            control.memory().endpoints().save(epoch, record);
        }
    }

    /** Nobody was asked: what is wanted now is for the next turn to find. */
    private void takeBack(EndpointStep step, long epoch) {
        EndpointRecord seen = step.seen();
        if (seen == null) {
            control.memory().endpoints().remove(epoch, step.id());
        } else {
            control.memory().endpoints().save(epoch, seen);
        }
    }

    private static void tell(EndpointStep step) {
        EndpointRecord record = step.action().record();
        EndpointRecord seen = step.seen();
        if (seen == null || seen.state() != record.state()) {
            LOG.info(
                    "{} is {}: {}",
                    step.id(),
                    record.state().label(),
                    step.action().reason());
        }
    }

    private static String operation(EndpointAction action) {
        return switch (action) {
            case EndpointAction.Deploy deploy -> "deploy";
            case EndpointAction.Look look -> "status";
            case EndpointAction.Scale scale -> "scale";
            case EndpointAction.Warm warm -> "warm";
            case EndpointAction.Destroy destroy -> "destroy";
            case EndpointAction.Forget forget -> throw new IllegalStateException("forgetting asks nobody");
        };
    }

    private Object body(EndpointAction action) {
        EndpointRef ref = action.record().ref(control.owner());
        return switch (action) {
            case EndpointAction.Deploy deploy -> deploy.request();
            case EndpointAction.Scale scale -> new ScaleRequest(ref, scale.workersMin(), scale.workersMax());
            default -> ref;
        };
    }
}
