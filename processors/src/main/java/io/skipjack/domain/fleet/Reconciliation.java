package io.skipjack.domain.fleet;

import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.FleetAction.Drain;
import io.skipjack.domain.fleet.FleetAction.RepeatLaunch;
import io.skipjack.domain.fleet.FleetAction.Terminate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what is wanted of a deployment's fleet with what is there, and says what to do next: at most one action for
 * each replica, and new launches. It looks at the present alone, never at what was planned before (level-triggered), so a
 * plan that was carried out in part, twice or not at all is put right by the next.
 *
 * <ol>
 *   <li>What cannot stay goes ({@link Triage}): interrupted, failed, never ready, unreachable.
 *   <li>What is missing is launched ({@link Launches}), replacements before what they replace is drained.
 *   <li>What is too much goes ({@link Departures}), once enough others serve.
 *   <li>What is not known to be launched is asked for again, and what should end is ended again, each time.
 * </ol>
 *
 * <p>Time in which the process stood still or the wall clock jumped forward counts as passed. A caller that wants neither
 * gives it a clock that is read once and then carried on by the monotonic one.
 */
public final class Reconciliation {
    private static final Comparator<Replica> BY_NUMBER =
            Comparator.comparingInt(replica -> replica.id().number());

    private Reconciliation() {}

    /** What to do next; most urgent first. The order of the view's replicas makes no difference. */
    public static List<FleetAction> plan(FleetView view, FleetTiming timing, Instant now) {
        List<Replica> live = view.replicas().stream()
                .filter(replica -> replica.state().isLive())
                .sorted(BY_NUMBER)
                .toList();
        FleetSpec spec = view.spec();
        if (spec == null) {
            return undeployed(live, timing, now);
        }
        Triage triage = Triage.of(live, view.revision(), timing, now);
        Launches launches = new Launches(view, spec, triage, timing);
        Departures departures = new Departures(launches, triage, timing);
        List<FleetAction> actions = new ArrayList<>(triage.actions());
        actions.addAll(launches.actions(now));
        List<FleetAction> leaving = departures.actions(now);
        actions.addAll(leaving);
        actions.addAll(repeated(triage, leaving));
        return List.copyOf(actions);
    }

    private static List<FleetAction> undeployed(List<Replica> live, FleetTiming timing, Instant now) {
        List<FleetAction> actions = new ArrayList<>();
        for (Replica replica : live) {
            FleetAction under = Triage.underWay(replica, now);
            if (under != null) {
                actions.add(under);
            } else if (replica.state().isComing()) {
                actions.add(released(replica, EndReason.UNDEPLOYED, "the deployment is gone", timing, now));
            }
        }
        return List.copyOf(actions);
    }

    /** Launches that were intended and never heard of, as far as they are not given up in this very plan. */
    private static List<FleetAction> repeated(Triage triage, List<FleetAction> leaving) {
        Set<ReplicaId> given = leaving.stream().map(FleetAction::replica).collect(Collectors.toSet());
        List<FleetAction> actions = new ArrayList<>();
        for (Replica replica : triage.coming()) {
            if (replica.lease() == null && !given.contains(replica.id())) {
                actions.add(new RepeatLaunch(replica.id(), "intended, and no answer known"));
            }
        }
        return actions;
    }

    /** The way out of a replica that is not wanted any more: at once where nothing can run on it yet. */
    static FleetAction released(Replica replica, EndReason why, String reason, FleetTiming timing, Instant now) {
        return replica.state() == ReplicaState.PROVISIONING
                ? new Terminate(replica.id(), why, reason)
                : new Drain(replica.id(), why, drainBy(replica, timing, now), reason);
    }

    /** The drain's own time, or the end of the lease less what ending takes, where that is sooner; never in the past. */
    static Instant drainBy(Replica replica, FleetTiming timing, Instant now) {
        Instant by = now.plus(timing.drainTimeout());
        Interruption notice = replica.interruption();
        if (notice == null || notice.kind() != Interruption.Kind.END) {
            return by;
        }
        Instant cut = notice.cutAt();
        Instant earlier = cut.isBefore(by) ? cut : by;
        return earlier.isBefore(now) ? now : earlier;
    }
}
