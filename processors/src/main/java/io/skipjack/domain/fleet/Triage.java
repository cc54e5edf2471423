package io.skipjack.domain.fleet;

import io.skipjack.domain.fleet.FleetAction.Drain;
import io.skipjack.domain.fleet.FleetAction.Terminate;
import io.skipjack.domain.fleet.Interruption.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's live replicas, each judged by itself: what must be done about it whatever else there is, or else whether
 * it is good to keep, to be replaced soon, or out of date.
 *
 * @param actions for those that cannot stay or are going
 * @param good of the present revision and with nothing against them
 * @param risky likely to be taken from us
 * @param outdated ready, of another revision
 * @param live all, whatever becomes of them
 */
record Triage(
        List<FleetAction> actions,
        List<Replica> good,
        List<Replica> risky,
        List<Replica> outdated,
        List<Replica> live) {
    /**
     * After the time to drain, for moves that began late or failed once, and for routers that were away to read of it. It
     * ends the wait for answers that can neither end nor move: a GPU that nobody ends costs more than they are worth.
     */
    private static final Duration LAST_MOVES = Duration.ofSeconds(60);

    private static final Set<EndReason> FAILURES = EnumSet.of(EndReason.NEVER_READY, EndReason.FAILED_BOOT);

    static Triage of(List<Replica> live, String revision, FleetTiming timing, Instant now) {
        Triage triage = new Triage(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), live);
        boolean someAnswer = live.stream().anyMatch(Replica::isServing);
        boolean oneAtATime = !someAnswer;
        boolean oneIsGoing = live.stream().anyMatch(Triage::endsUnreachable);
        for (Replica replica : live) {
            FleetAction action = action(replica, revision, timing, now);
            if (action == null && isLost(replica, timing, now) && !(oneAtATime && oneIsGoing)) {
                oneIsGoing = true;
                action = new Terminate(
                        replica.id(),
                        EndReason.UNREACHABLE,
                        "it has not answered for " + Ages.seconds(timing.unreachableAfter()));
            }
            triage.add(replica, action, revision);
        }
        return triage;
    }

    /** Those counted on: they serve, or will. */
    List<Replica> coming() {
        List<Replica> all = new ArrayList<>(good);
        all.addAll(risky);
        all.addAll(outdated);
        return all;
    }

    /** Whether a boot has failed that launches have not learned from yet: they do when it is ended. */
    boolean hasNewFailure() {
        return live.stream()
                .filter(replica -> replica.state().isComing())
                .anyMatch(replica -> actions.stream()
                        .anyMatch(action -> action.replica().equals(replica.id())
                                && action instanceof Terminate end
                                && FAILURES.contains(end.why())));
    }

    /** For a replica that is going already; null for another, and while there is nothing to do but wait. */
    static @Nullable FleetAction underWay(Replica replica, Instant now) {
        if (replica.state() == ReplicaState.ENDING) {
            return new Terminate(replica.id(), endOf(replica), "the provider has not shown it gone yet");
        }
        Instant by = replica.drainBy();
        if (replica.state() != ReplicaState.DRAINING) {
            return null;
        }
        Interruption notice = endNotice(replica);
        if (by == null || !now.isBefore(endOfDrain(by, notice))) {
            return new Terminate(replica.id(), endOf(replica), "its time to drain is over");
        }
        if (notice != null && notice.cutAt().isBefore(by)) {
            Instant sooner = notice.cutAt().isBefore(now) ? now : notice.cutAt();
            return new Drain(replica.id(), endOf(replica), sooner, "the provider takes it back while it drains");
        }
        return null;
    }

    /** Not before what runs on it has had its time to move; but the provider does not wait, and nothing waits for ever. */
    private static Instant endOfDrain(Instant by, @Nullable Interruption notice) {
        Instant end = by.plus(LAST_MOVES);
        return notice != null && notice.endsAt().isBefore(end) ? notice.endsAt() : end;
    }

    private static @Nullable Interruption endNotice(Replica replica) {
        Interruption notice = replica.interruption();
        return notice != null && notice.kind() == Kind.END ? notice : null;
    }

    private void add(Replica replica, @Nullable FleetAction action, String revision) {
        if (action != null) {
            actions.add(action);
        } else if (!replica.state().isComing()) {
            return;
        } else if (!replica.revision().equals(revision)) {
            outdated.add(replica);
        } else if (replica.interruption() != null) {
            risky.add(replica);
        } else {
            good.add(replica);
        }
    }

    private static @Nullable FleetAction action(Replica replica, String revision, FleetTiming timing, Instant now) {
        if (!replica.state().isComing()) {
            return underWay(replica, now);
        }
        Interruption notice = endNotice(replica);
        if (notice != null) {
            String reason = "the provider takes it back at " + notice.endsAt();
            return Reconciliation.released(replica, EndReason.INTERRUPTED, reason, timing, now);
        }
        String failure = replica.host().failure();
        if (failure != null) {
            EndReason why = replica.readyAt() == null ? EndReason.FAILED_BOOT : EndReason.UNREACHABLE;
            return new Terminate(replica.id(), why, failure);
        }
        if (replica.state() == ReplicaState.READY) {
            return null;
        }
        String late = late(replica, timing, now);
        if (late != null) {
            return new Terminate(replica.id(), EndReason.NEVER_READY, late);
        }
        return replica.revision().equals(revision)
                ? null
                : new Terminate(replica.id(), EndReason.REPLACED, "the deployment was changed before it was ready");
    }

    /** What a replica that is not ready has missed; null while it may still come. */
    private static @Nullable String late(Replica replica, FleetTiming timing, Instant now) {
        if (replica.state() == ReplicaState.PROVISIONING
                && Ages.reached(replica.since(), timing.launchTimeout(), now)) {
            return "it was not seen running within " + Ages.seconds(timing.launchTimeout());
        }
        Instant intended = replica.intent().at();
        // an intent from the future is of a clock that was set back: then by when this state began
        Instant begun = intended.isAfter(now) ? replica.since() : intended;
        return Ages.reached(begun, timing.readyTimeout(), now)
                ? "its engine did not answer within " + Ages.seconds(timing.readyTimeout())
                : null;
    }

    /**
     * Whether it was ready and answers no more. When none answers it may be our own network that is down, so they go one
     * at a time: its replacement will tell.
     */
    private static boolean isLost(Replica replica, FleetTiming timing, Instant now) {
        Instant silentSince = replica.silentSince();
        return replica.state() == ReplicaState.READY
                && silentSince != null
                && Ages.reached(silentSince, timing.unreachableAfter(), now);
    }

    private static boolean endsUnreachable(Replica replica) {
        return !replica.state().isComing() && replica.endReason() == EndReason.UNREACHABLE;
    }

    private static EndReason endOf(Replica replica) {
        return replica.endReason() == null ? EndReason.SCALED_DOWN : replica.endReason();
    }
}
