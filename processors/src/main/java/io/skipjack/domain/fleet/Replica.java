package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One engine on one lease, as the store keeps it. The leader alone writes all but {@code host}, which any router adds to.
 *
 * @param revision of the deployment it was launched for; another one than the present means that it is out of date
 * @param state where it is on its way
 * @param since when it came into this state
 * @param intent how it was, or is about to be, launched
 * @param lease null until the launch is known to have succeeded
 * @param readyAt when it was first seen ready; null for never
 * @param drainBy until when what runs on it is to have ended or moved elsewhere; null unless draining
 * @param endReason why it goes; null while it does not
 * @param endedAt when the provider confirmed the end, or the launch was given up; null before
 * @param reason the last step's, for operators
 * @param host what its host agent has said
 * @param silentSince since when its engine, once ready, answers no more; null while it does. Not "last answered", which
 *     would have to be written for each replica at each look
 */
public record Replica(
        ReplicaId id,
        String revision,
        ReplicaState state,
        Instant since,
        LaunchIntent intent,
        @Nullable Lease lease,
        @Nullable Instant readyAt,
        @Nullable Instant drainBy,
        @Nullable EndReason endReason,
        @Nullable Instant endedAt,
        String reason,
        HostView host,
        @Nullable Instant silentSince) {

    /** A replica that is only written down yet. */
    public static Replica intended(ReplicaId id, String revision, LaunchIntent intent, String reason) {
        return new Replica(
                id,
                revision,
                ReplicaState.PROVISIONING,
                intent.at(),
                intent,
                null,
                null,
                null,
                null,
                null,
                reason,
                HostView.SILENT,
                null);
    }

    public CapacityType capacityType() {
        return intent.offers().getFirst().offer().capacityType();
    }

    /** The offer it runs on, or else the first that it was to run on: all of a launch are of one provider and region. */
    public Offer place() {
        return lease == null ? intent.offers().getFirst().offer() : lease.offer();
    }

    /** What is paid per hour now: nothing without a lease, and nothing once it has ended. */
    public Money perHour() {
        return lease == null || !state.isLive() ? Money.ZERO : lease.perHour();
    }

    /** What bounds on spending reckon with, per hour; nothing once it has ended. */
    public Money rateBound() {
        if (!state.isLive()) {
            return Money.ZERO;
        }
        return lease == null ? intent.rateBound() : intent.rateBound(lease.offer());
    }

    /** The provider's notice for its lease; null for none. */
    public @Nullable Interruption interruption() {
        return host.interruption();
    }

    /** Whether it takes requests and answers them, as far as the last look could tell. */
    public boolean isServing() {
        return state == ReplicaState.READY && silentSince == null;
    }

    Replica withLease(Lease newLease) {
        return with(draft -> draft.lease = newLease);
    }

    Replica withReason(String newReason) {
        return with(draft -> draft.reason = newReason);
    }

    Replica withSilence(@Nullable Instant newSilentSince) {
        return with(draft -> draft.silentSince = newSilentSince);
    }

    /** With the instants it waits by set anew, where those it had cannot be. */
    Replica withTimes(Instant newSince, @Nullable Instant newDrainBy) {
        return with(draft -> {
            draft.since = newSince;
            draft.drainBy = newDrainBy;
        });
    }

    Replica starting(Instant now, String why) {
        return step(ReplicaState.STARTING, now, why, draft -> {});
    }

    Replica ready(Instant now, String why) {
        return step(ReplicaState.READY, now, why, draft -> {
            draft.readyAt = readyAt == null ? now : readyAt;
            draft.endReason = null;
            draft.silentSince = null;
        });
    }

    Replica draining(EndReason end, Instant by, Instant now, String why) {
        return step(ReplicaState.DRAINING, now, why, draft -> {
            draft.drainBy = by;
            draft.endReason = end;
        });
    }

    Replica ending(EndReason end, Instant now, String why) {
        return step(ReplicaState.ENDING, now, why, draft -> draft.endFor(end));
    }

    Replica ended(EndReason end, Instant now, String why) {
        return step(ReplicaState.ENDED, now, why, draft -> {
            draft.endFor(end);
            draft.endedAt = now;
            draft.silentSince = null;
        });
    }

    /** Into the next state, where nothing of the last one's waiting holds any more. */
    private Replica step(ReplicaState next, Instant now, String why, Consumer<Draft> more) {
        return with(draft -> {
            draft.state = next;
            draft.since = now;
            draft.drainBy = null;
            draft.endedAt = null;
            draft.reason = why;
            more.accept(draft);
        });
    }

    private Replica with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Replica(
                id,
                revision,
                draft.state,
                draft.since,
                intent,
                draft.lease,
                draft.readyAt,
                draft.drainBy,
                draft.endReason,
                draft.endedAt,
                draft.reason,
                host,
                draft.silentSince);
    }

    /** What a step may change, so that each names only what it does. */
    private static final class Draft {
        private ReplicaState state;
        private Instant since;
        private @Nullable Lease lease;
        private @Nullable Instant readyAt;
        private @Nullable Instant drainBy;
        private @Nullable EndReason endReason;
        private @Nullable Instant endedAt;
        private String reason;
        private @Nullable Instant silentSince;

        private Draft(Replica from) {
            state = from.state;
            since = from.since;
            lease = from.lease;
            readyAt = from.readyAt;
            drainBy = from.drainBy;
            endReason = from.endReason;
            endedAt = from.endedAt;
            reason = from.reason;
            silentSince = from.silentSince;
        }

        /** The first reason to go is the one that is kept: what comes after is its consequence. */
        private void endFor(EndReason end) {
            endReason = endReason == null ? end : endReason;
        }
    }
}
