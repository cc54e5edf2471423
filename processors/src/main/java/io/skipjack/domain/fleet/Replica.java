package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.Offer;
import java.time.Instant;
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
 * @param drainBy when what runs on it is cut off at the latest; null unless draining
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
        return new Replica(
                id,
                revision,
                state,
                since,
                intent,
                newLease,
                readyAt,
                drainBy,
                endReason,
                endedAt,
                reason,
                host,
                silentSince);
    }

    Replica withReason(String newReason) {
        return new Replica(
                id,
                revision,
                state,
                since,
                intent,
                lease,
                readyAt,
                drainBy,
                endReason,
                endedAt,
                newReason,
                host,
                silentSince);
    }

    Replica withSilence(@Nullable Instant newSilentSince) {
        return new Replica(
                id,
                revision,
                state,
                since,
                intent,
                lease,
                readyAt,
                drainBy,
                endReason,
                endedAt,
                reason,
                host,
                newSilentSince);
    }

    /** With the instants it waits by set anew, where those it had cannot be. */
    Replica withTimes(Instant newSince, @Nullable Instant newDrainBy) {
        return new Replica(
                id,
                revision,
                state,
                newSince,
                intent,
                lease,
                readyAt,
                newDrainBy,
                endReason,
                endedAt,
                reason,
                host,
                silentSince);
    }

    Replica starting(Instant now, String why) {
        return step(ReplicaState.STARTING, now, why, null);
    }

    Replica ready(Instant now, String why) {
        Replica next = step(ReplicaState.READY, now, why, null);
        return new Replica(
                id,
                revision,
                next.state,
                now,
                intent,
                lease,
                readyAt == null ? now : readyAt,
                null,
                null,
                null,
                why,
                host,
                null);
    }

    Replica draining(EndReason end, Instant by, Instant now, String why) {
        return new Replica(
                id,
                revision,
                ReplicaState.DRAINING,
                now,
                intent,
                lease,
                readyAt,
                by,
                end,
                null,
                why,
                host,
                silentSince);
    }

    Replica ending(EndReason end, Instant now, String why) {
        return step(ReplicaState.ENDING, now, why, end);
    }

    Replica ended(EndReason end, Instant now, String why) {
        Replica next = step(ReplicaState.ENDED, now, why, end);
        return new Replica(
                id, revision, next.state, now, intent, lease, readyAt, null, next.endReason, now, why, host, null);
    }

    /** The first reason to go is the one that is kept: what comes after is its consequence. */
    private Replica step(ReplicaState next, Instant now, String why, @Nullable EndReason end) {
        return new Replica(
                id,
                revision,
                next,
                now,
                intent,
                lease,
                readyAt,
                null,
                endReason == null ? end : endReason,
                null,
                why,
                host,
                silentSince);
    }
}
