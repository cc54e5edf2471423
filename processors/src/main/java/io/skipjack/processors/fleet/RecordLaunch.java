package io.skipjack.processors.fleet;

import io.skipjack.domain.event.ReplicaNews;
import io.skipjack.domain.fleet.Avoidance;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.Transitions;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.provider.LaunchRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what became of a launch: the body is a {@link LaunchOutcome}, the variable {@code request} what was asked. */
public final class RecordLaunch implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordLaunch.class);

    private final FleetControl control;
    private final Lessons lessons;

    public RecordLaunch(FleetControl control) {
        this.control = control;
        this.lessons = new Lessons(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        LaunchRequest request = exchange.getVariable("request", LaunchRequest.class);
        LaunchOutcome outcome = exchange.getMessage().getBody(LaunchOutcome.class);
        Replica replica = control.store().find(request.replica());
        if (replica == null) {
            throw new IllegalStateException("recording the launch of " + request.replica() + ", it was never intended");
        }
        Instant now = control.now();
        Replica after = Transitions.afterLaunch(replica, outcome, now);
        control.store().save(control.epoch(), after);
        ReplicaNews.between(replica, after).forEach(control.events()::note);
        switch (outcome) {
            case LaunchOutcome.Launched launched -> launched(replica, launched, now);
            case LaunchOutcome.Refused refused -> refused(replica, refused.refusals(), now);
        }
    }

    private void launched(Replica replica, LaunchOutcome.Launched launched, Instant now) {
        LOG.info(
                "{} is {} on {} at {} an hour",
                replica.id(),
                launched.lease().id(),
                launched.lease().offer(),
                launched.lease().perHour());
        say(replica.id(), launched.refusals());
        avoid(replica, launched.refusals(), now);
        CapacityType type = launched.lease().offer().capacityType();
        control.changeHealth(replica.id().deployment(), health -> health.afterLaunched(type));
    }

    private void refused(Replica replica, List<Refusal> refusals, Instant now) {
        say(replica.id(), refusals);
        // told to the health first: a deployment that is halted needs no offers left alone, and none may be missing
        // when it has been changed
        String deployment = replica.id().deployment();
        LaunchHealth health =
                control.changeHealth(deployment, before -> before.afterRefusals(refusals, replica.capacityType(), now));
        if (health.halted() == null) {
            avoid(replica, refusals, now);
        }
    }

    private void avoid(Replica replica, List<Refusal> refusals, Instant now) {
        lessons.avoid(Avoidance.of(
                refusals, replica.intent().offers(), control.settings().timing(), now));
    }

    /** What is said of several offers in the same words is said once. */
    private static void say(ReplicaId replica, List<Refusal> refusals) {
        Map<String, Refusal> distinct = new LinkedHashMap<>();
        refusals.forEach(refusal -> distinct.putIfAbsent(
                refusal.kind() == Refusal.Kind.CAPACITY ? String.valueOf(refusal.offer()) : refusal.message(),
                refusal));
        distinct.values().forEach(refusal -> say(replica, refusal));
    }

    private static void say(ReplicaId replica, Refusal refusal) {
        String what = refusal.offer() == null ? "" : " on " + refusal.offer();
        switch (refusal.kind()) {
            case CAPACITY -> LOG.info("{}{}: {}, trying elsewhere", replica, what, refusal.code());
            case QUOTA -> LOG.warn("{}{}: {}: {}", replica, what, refusal.code(), refusal.message());
            case FATAL -> LOG.error("{}{}: {}: {}", replica, what, refusal.code(), refusal.message());
        }
    }
}
