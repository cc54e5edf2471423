package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.event.ReplicaNews;
import io.skipjack.domain.fleet.Bounds;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetView;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.LaunchTokens;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.OfferRanking;
import io.skipjack.domain.market.Ranking;
import io.skipjack.domain.provider.LaunchRequest;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a launch down before it is made: the body becomes a {@link LaunchRequest}, and the variable {@code provider}
 * names who is asked. The route ends here when nothing may or can be launched now.
 */
public final class IntendLaunch implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(IntendLaunch.class);
    private static final int FIRST = 1;

    private final FleetControl control;
    private final LaunchRoom room;
    private final FleetPlans plans;
    private final Grievances grievances = new Grievances();
    private final LaunchCalls calls = new LaunchCalls(System::nanoTime);

    public IntendLaunch(FleetControl control, Market market) {
        this.control = control;
        this.room = new LaunchRoom(control, market);
        this.plans = new FleetPlans(control);
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    /** Alone, so that of launches that go side by side each sees which zones the others are to go to. */
    private void step(Exchange exchange) {
        FleetAction action = exchange.getMessage().getBody(FleetStep.class).action();
        LaunchRequest request = action instanceof FleetAction.Launch launch ? intend(launch) : again(action);
        if (request == null || !calls.begin(request.replica())) {
            exchange.setRouteStop(true);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new CallEnded(request.replica()));
        exchange.setVariable(
                "provider", request.intent().offers().getFirst().offer().provider());
        exchange.getMessage().setBody(request);
    }

    private @Nullable LaunchRequest intend(FleetAction.Launch planned) {
        FleetLook look = control.look();
        Deployment deployment = look.deployment(planned.replica().deployment());
        if (deployment == null) {
            return null;
        }
        FleetSpec spec = Objects.requireNonNull(deployment.fleet());
        Instant now = control.now();
        FleetView view = plans.view(deployment.name(), look);
        FleetAction.Launch launch = stillDue(planned, view, now);
        if (launch == null) {
            return null;
        }
        Ranking ranking =
                OfferRanking.rank(room.request(view, spec, launch.capacityType(), look.snapshot()), room.prices(), now);
        if (ranking.offers().isEmpty()) {
            complain(launch, ranking.reason());
            control.changeHealth(deployment.name(), health -> health.afterNoOffer(launch.capacityType(), now));
            return null;
        }
        long epoch = control.epoch();
        LaunchIntent intent = new LaunchIntent(
                FIRST,
                LaunchTokens.token(control.store().owner(), launch.replica(), FIRST),
                ranking.offers(),
                epoch,
                now);
        Replica replica = Replica.intended(launch.replica(), view.revision(), intent, launch.reason());
        FleetBounds bounds = room.bounds(spec);
        if (!control.store().intend(epoch, replica, bounds)) {
            String bound = Bounds.violation(replica, look.snapshot().replicas(), bounds);
            complain(launch, bound == null ? "a bound on replicas or on cost would be broken" : bound);
            return null;
        }
        grievances.settled(subject(launch));
        LOG.info("{} requested, {}: {}", replica.id(), ranking.reason(), launch.reason());
        control.events().note(ReplicaNews.requested(replica, launch.reason()));
        return request(deployment, replica);
    }

    /** Planned anew by what is there now: turns overlap, and another one may have written this launch down already. */
    private FleetAction.@Nullable Launch stillDue(FleetAction.Launch planned, FleetView view, Instant now) {
        return plans.of(view, now).stream()
                .filter(FleetAction.Launch.class::isInstance)
                .map(FleetAction.Launch.class::cast)
                .filter(launch -> launch.capacityType() == planned.capacityType())
                .findFirst()
                .orElse(null);
    }

    private @Nullable LaunchRequest again(FleetAction action) {
        Replica replica = control.store().find(action.replica());
        Deployment deployment = control.deployment(action.replica().deployment());
        if (replica == null || deployment == null || isLaunched(replica)) {
            return null;
        }
        return request(deployment, replica);
    }

    /** Another turn may have heard of it since this one was planned. */
    private static boolean isLaunched(Replica replica) {
        return replica.state() != ReplicaState.PROVISIONING || replica.lease() != null;
    }

    private LaunchRequest request(Deployment deployment, Replica replica) {
        return new LaunchRequest(
                control.store().owner(),
                replica.id(),
                deployment.model(),
                replica.revision(),
                Objects.requireNonNull(deployment.fleet()),
                replica.intent());
    }

    /** Spot and on demand may be asked for by turns, each with a reason of its own. */
    private static String subject(FleetAction.Launch launch) {
        return launch.replica().deployment() + "/" + launch.capacityType().label();
    }

    /** Each reason once: the same turn comes again in seconds. */
    private void complain(FleetAction.Launch launch, String reason) {
        if (grievances.isNew(subject(launch), reason)) {
            LOG.warn(
                    "{}: no {} replica launched: {}",
                    launch.replica().deployment(),
                    launch.capacityType().label(),
                    reason);
        }
    }

    /** An exchange that recorded its launch has its outcome as the body; one that was handled after a failure has not. */
    private final class CallEnded extends SynchronizationAdapter {
        private final ReplicaId replica;

        private CallEnded(ReplicaId replica) {
            this.replica = replica;
        }

        @Override
        public void onDone(Exchange exchange) {
            calls.end(replica, exchange.getMessage().getBody() instanceof LaunchOutcome);
        }
    }
}
