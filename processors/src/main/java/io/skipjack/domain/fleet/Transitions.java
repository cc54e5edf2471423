package io.skipjack.domain.fleet;

import io.skipjack.domain.fleet.Interruption.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replica becomes by what was done or seen. Each is safe to apply twice, gives the same object where nothing
 * changes, and only ever moves a replica forward: what comes late finds it further on and leaves it there.
 *
 * <p>These only note; what to do about it {@link Reconciliation} decides. The one exception is an end that the provider
 * shows: it needs no decision.
 */
public final class Transitions {
    /** After which every router has read of a drain, so that an idle replica stays idle. */
    private static final Duration DRAIN_KNOWN = Duration.ofSeconds(5);

    private Transitions() {}

    /**
     * After a provider answered a launch. A lease stays PROVISIONING until it is seen running; one that arrives when we
     * have given the replica up is noted all the same, so that it is ended.
     */
    public static Replica afterLaunch(Replica replica, LaunchOutcome outcome, Instant now) {
        if (replica.lease() != null || !replica.state().isLive()) {
            return replica;
        }
        return switch (outcome) {
            case LaunchOutcome.Launched launched -> {
                Lease lease = launched.lease();
                String reason = "launched %s on %s at %s/h".formatted(lease.id(), lease.offer(), lease.perHour());
                yield replica.withLease(lease).withReason(reason);
            }
            case LaunchOutcome.Refused refused -> replica.ended(EndReason.REFUSED, now, refusal(refused));
        };
    }

    /** No new requests; those on it until then. A replica that drains already goes by the earlier of both times. */
    public static Replica draining(Replica replica, EndReason why, Instant by, String reason, Instant now) {
        if (replica.state().isComing()) {
            return replica.draining(why, by, now, reason);
        }
        Instant drainBy = replica.drainBy();
        boolean sooner = replica.state() == ReplicaState.DRAINING && (drainBy == null || by.isBefore(drainBy));
        return sooner ? replica.withTimes(replica.since(), by).withReason(reason) : replica;
    }

    /** To be ended at the provider. */
    public static Replica ending(Replica replica, EndReason why, String reason, Instant now) {
        return replica.state().isComing() || replica.state() == ReplicaState.DRAINING
                ? replica.ending(why, now, reason)
                : replica;
    }

    /** After a look at the provider, the host's reports and the engine. */
    public static Replica afterSight(Replica replica, Sight sight, FleetTiming timing, Instant now) {
        if (!replica.state().isLive()) {
            return replica;
        }
        Replica known = withLease(withSaneTimes(replica, timing, now), sight.lease());
        ObservedLease lease = sight.lease();
        if (lease == null) {
            return isMissing(known, sight, timing, now) ? afterMissing(known, now) : afterEngine(known, sight, now);
        }
        return switch (lease.status()) {
            case GONE -> {
                Replica paid = withEnd(known, lease, now);
                yield paid.ended(lossOf(paid), now, endOf(paid, lease));
            }
            case STOPPING -> {
                Replica paid = withEnd(known, lease, now);
                yield ending(paid, lossOf(paid), endOf(paid, lease), now);
            }
            case PENDING -> afterEngine(known, sight, now);
            case RUNNING -> afterEngine(afterRunning(known, now), sight, now);
        };
    }

    /**
     * An instant from the future was written by a clock that has been set back since; what waits for it would wait as
     * long as the clock was wrong, so the wait begins anew.
     */
    private static Replica withSaneTimes(Replica replica, FleetTiming timing, Instant now) {
        Replica sane = replica;
        if (sane.since().isAfter(now)) {
            sane = sane.withTimes(now, sane.drainBy());
        }
        Instant latest = now.plus(timing.drainTimeout());
        if (sane.drainBy() != null && sane.drainBy().isAfter(latest)) {
            sane = sane.withTimes(sane.since(), latest);
        }
        return sane.silentSince() != null && sane.silentSince().isAfter(now) ? sane.withSilence(now) : sane;
    }

    /** The lease we had not heard of, or what we did not know of it yet: its address, and when its provider began it. */
    private static Replica withLease(Replica replica, @Nullable ObservedLease observed) {
        if (observed == null) {
            return replica;
        }
        Lease known = replica.lease();
        if (known == null) {
            Lease found = observed.launchedBy(replica.intent());
            return replica.withLease(found).withReason("found %s on %s".formatted(found.id(), found.offer()));
        }
        Lease shown = observed.lease();
        if (!known.id().equals(shown.id())) {
            return replica;
        }
        URI address = shown.address();
        Lease better = address == null || address.equals(known.address()) ? known : known.withAddress(address);
        // a launch is answered without its time: until here it was our own clock's
        boolean timed =
                shown.launchedAt().isAfter(Instant.EPOCH) && !shown.launchedAt().equals(known.launchedAt());
        Lease exact = timed ? better.withLaunchedAt(shown.launchedAt()) : better;
        return exact == known ? replica : replica.withLease(exact);
    }

    /** Nothing is paid for it from here on: what the provider says of when, or else the first look that showed it. */
    private static Replica withEnd(Replica replica, ObservedLease observed, Instant now) {
        LeaseEnd said = observed.lease().end();
        return withEnd(replica, said == null ? new LeaseEnd(now, false, false) : said);
    }

    private static Replica withEnd(Replica replica, LeaseEnd end) {
        Lease lease = replica.lease();
        if (lease == null) {
            return replica;
        }
        Lease ended = lease.ended(end);
        return ended == lease ? replica : replica.withLease(ended);
    }

    /**
     * Whether its absence means that it is gone: the region answered, the lease is older than providers are slow to show
     * it, and its engine is silent as well. One that we never heard of may yet turn up while it is being given up.
     */
    private static boolean isMissing(Replica replica, Sight sight, FleetTiming timing, Instant now) {
        if (!sight.regionAnswered()) {
            return false;
        }
        Lease lease = replica.lease();
        if (lease == null) {
            return replica.state() == ReplicaState.ENDING
                    && Ages.reached(replica.since(), timing.consistencyWindow(), now);
        }
        Instant known = earliest(lease.launchedAt(), earliest(replica.intent().at(), replica.since()));
        boolean answers = sight.engineAnswers() && replica.state() != ReplicaState.ENDING;
        return !answers && Ages.reached(known, timing.consistencyWindow(), now);
    }

    /**
     * One look at which it is neither shown nor answers may be a bad one; at the second it goes. Ended once more before it
     * counts as ended: what is missing may only be hidden, and would be paid for.
     */
    private static Replica afterMissing(Replica replica, Instant now) {
        if (replica.isServing()) {
            return listenedTo(replica, false, now);
        }
        if (replica.state() != ReplicaState.ENDING) {
            return replica.ending(lossOf(replica), now, "the provider does not show its lease any more");
        }
        String reason = replica.lease() == null
                ? "its launch never showed"
                : "the provider does not show %s any more"
                        .formatted(replica.lease().id());
        return withEnd(replica, new LeaseEnd(now, false, false)).ended(lossOf(replica), now, reason);
    }

    private static Replica afterRunning(Replica replica, Instant now) {
        return replica.state() == ReplicaState.PROVISIONING ? replica.starting(now, "the machine runs") : replica;
    }

    private static Replica afterEngine(Replica replica, Sight sight, Instant now) {
        return switch (replica.state()) {
            case PROVISIONING, STARTING -> booting(replica, sight.engineAnswers(), now);
            case READY -> listenedTo(replica, sight.engineAnswers(), now);
            case DRAINING ->
                sight.inFlight() == 0 && Ages.reached(replica.since(), DRAIN_KNOWN, now)
                        ? ending(replica, lossOf(replica), "nothing runs on it any more", now)
                        : replica;
            case ENDING, ENDED -> replica;
        };
    }

    private static Replica booting(Replica replica, boolean engineAnswers, Instant now) {
        if (replica.lease() == null) {
            return replica;
        }
        if (engineAnswers) {
            Duration boot = Ages.of(replica.intent().at(), now);
            return replica.ready(now, "the engine answers, %s after the launch".formatted(Ages.seconds(boot)));
        }
        BootPhase phase = replica.host().latest();
        if (phase == null) {
            return replica;
        }
        // a host that speaks runs, whatever the provider shows
        Replica running = afterRunning(replica, now);
        String reason = phase.progress();
        return running.reason().equals(reason) ? running : running.withReason(reason);
    }

    private static Replica listenedTo(Replica replica, boolean engineAnswers, Instant now) {
        boolean silent = replica.silentSince() != null;
        if (engineAnswers == !silent) {
            return replica;
        }
        return engineAnswers
                ? replica.withSilence(null).withReason("the engine answers again")
                : replica.withSilence(now).withReason("the engine does not answer");
    }

    private static EndReason lossOf(Replica replica) {
        if (replica.endReason() != null) {
            return replica.endReason();
        }
        Interruption notice = replica.interruption();
        return notice != null && notice.kind() == Kind.END ? EndReason.INTERRUPTED : EndReason.LOST;
    }

    private static String endOf(Replica replica, ObservedLease lease) {
        String words = lease.statusReason().isEmpty() ? lease.status().label() : lease.statusReason();
        return "%s has ended: %s".formatted(lease.lease().id(), words);
    }

    private static String refusal(LaunchOutcome.Refused refused) {
        if (refused.refusals().isEmpty()) {
            return "refused";
        }
        Refusal first = refused.refusals().getFirst();
        int more = refused.refusals().size() - 1;
        return "refused: %s, %s%s"
                .formatted(first.code(), first.message(), more == 0 ? "" : ", and %d more".formatted(more));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
