package io.skipjack.processors.fleet;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetRevision;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetTiming;
import io.skipjack.domain.fleet.FleetView;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Reconciliation;
import java.time.Instant;
import java.util.List;

/** What is to be done about one deployment's fleet, by what the store shows at that moment. */
final class FleetPlans {
    private static final int UNNUMBERED = 1;

    private final FleetControl control;

    FleetPlans(FleetControl control) {
        this.control = control;
    }

    /** Most turns launch nothing, so the number that a launch needs is asked for only when there is one. */
    List<FleetAction> of(FleetView view, Instant now) {
        FleetTiming timing = control.settings().timing();
        List<FleetAction> actions = Reconciliation.plan(view, timing, now);
        if (actions.stream().noneMatch(FleetAction.Launch.class::isInstance)) {
            return actions;
        }
        FleetView numbered = new FleetView(
                view.deployment(),
                view.spec(),
                view.revision(),
                view.state(),
                view.replicas(),
                control.store().nextNumber(view.deployment()));
        return Reconciliation.plan(numbered, timing, now);
    }

    /** What a plan is made of; what failed before the deployment was changed is forgiven by it. */
    FleetView view(String name, FleetLook look) {
        Deployment deployment = look.deployment(name);
        String revision = deployment == null ? "" : FleetRevision.of(deployment);
        FleetView view = new FleetView(
                name,
                deployment == null ? null : deployment.fleet(),
                revision,
                look.state(name),
                look.replicas(name),
                UNNUMBERED);
        return view.revisionTried() ? view : forgiven(view);
    }

    /** What failed was the deployment as it was before; the changed one has earned its own tries. */
    private FleetView forgiven(FleetView view) {
        FleetState before = view.state();
        LaunchHealth health = before.health();
        // since when there is no spot is no failure: forgotten each turn, it would never lead to on demand
        if (health.equals(new LaunchHealth(0, null, null, health.spotMissingSince()))) {
            return view;
        }
        control.changeHealth(view.deployment(), present -> LaunchHealth.GOOD);
        FleetState good =
                new FleetState(view.deployment(), before.scaling(), before.scalingReason(), LaunchHealth.GOOD);
        return new FleetView(view.deployment(), view.spec(), view.revision(), good, view.replicas(), view.nextNumber());
    }
}
