package io.skipjack.processors.serverless;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.event.EndpointNews;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.DestroyOutcome;
import io.skipjack.domain.serverless.EndpointAction;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import io.skipjack.domain.serverless.EndpointTiming;
import io.skipjack.domain.serverless.EndpointTransitions;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what came of a call: the body is its answer, the variable {@code step} what was asked. */
public final class RecordEndpointCall implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordEndpointCall.class);

    private final EndpointControl control;
    private final ColdStarts coldStarts;

    public RecordEndpointCall(EndpointControl control) {
        this.control = control;
        this.coldStarts = new ColdStarts(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        EndpointStep step = exchange.getVariable("step", EndpointStep.class);
        EndpointRecord before = control.find(step.id());
        if (before == null) {
            throw new IllegalStateException("recording what came of " + step.id() + ", it was never intended");
        }
        Instant now = control.now();
        EndpointRecord after = after(step.action(), before, exchange.getMessage(), now);
        if (!after.equals(before)) {
            control.memory().endpoints().save(control.epoch(), after);
            EndpointNews.between(before, after).forEach(control.memory().events()::note);
        }
        say(before, after);
    }

    private EndpointRecord after(EndpointAction action, EndpointRecord before, Message answer, Instant now) {
        EndpointTiming timing = control.settings().timing();
        if (answer.getBody() instanceof CallFailed failed) {
            control.failures().add(before.id().provider(), now);
            return EndpointTransitions.afterFailure(before, failed.reason(), failed.retryAfter(), timing, now);
        }
        return switch (action) {
            case EndpointAction.Deploy deploy -> deployed(before, answer.getBody(DeployOutcome.class), now);
            case EndpointAction.Look look -> looked(before, answer.getBody(EndpointSight.class), now);
            case EndpointAction.Scale scale -> EndpointTransitions.afterScale(before, scale.workersMin());
            case EndpointAction.Warm warm -> {
                control.calls().warmed(before.id(), warm.notices());
                yield EndpointTransitions.afterWarm(before, now);
            }
            case EndpointAction.Destroy destroy ->
                EndpointTransitions.afterDestroy(before, answer.getBody(DestroyOutcome.class), timing, now);
            case EndpointAction.Forget forget -> before;
        };
    }

    private EndpointRecord deployed(EndpointRecord before, DeployOutcome outcome, Instant now) {
        if (outcome instanceof DeployOutcome.Refused) {
            control.failures().add(before.id().provider(), now);
        }
        UpstreamLimits limits = control.providers()
                .find(before.id().provider())
                .map(ServerlessProvider::limits)
                .orElse(before.limits());
        return EndpointTransitions.afterDeploy(
                before, outcome, limits, control.settings().timing(), now);
    }

    private EndpointRecord looked(EndpointRecord before, EndpointSight sight, Instant now) {
        control.calls().looked(before.id(), now);
        coldStarts.learn(before, sight, now);
        EndpointRecord after =
                EndpointTransitions.afterLook(before, sight, control.settings().timing(), now);
        if (after.failures() > before.failures()) {
            control.failures().add(before.id().provider(), now);
        }
        return after;
    }

    /** What is the same as before is not said again: the same turn comes in seconds. */
    private static void say(EndpointRecord before, EndpointRecord after) {
        if (after.state() != before.state()) {
            String uri = after.state() == EndpointState.DEPLOYED ? " at " + after.uri() : "";
            LOG.info("{} is {}{}{}", after.id(), after.state().label(), uri, because(after));
        } else if (after.failures() > 0 && !after.reason().equals(before.reason())) {
            LOG.warn("{}, {}: {}", after.id(), after.state().label(), after.reason());
        }
    }

    private static String because(EndpointRecord record) {
        return record.reason().isEmpty() ? "" : ": " + record.reason();
    }
}
