package io.skipjack.domain.fleet;

import io.skipjack.domain.market.CapacityType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment's launches went lately, so that one that cannot succeed does not go on costing money.
 *
 * <p>Reconciliation goes by it only while the deployment's present revision has been tried; a changed one starts with
 * {@link #GOOD} (see {@link FleetView#revisionTried}).
 *
 * @param failures launches in a row whose replica never got ready; 0 after one that did
 * @param notBefore no launch before this; null for no pause
 * @param halted why no launch is tried any more until the deployment is changed; null while they are
 * @param spotMissingSince since when no spot offer could be had; null when the last try got one
 */
public record LaunchHealth(
        int failures,
        @Nullable Instant notBefore,
        @Nullable String halted,
        @Nullable Instant spotMissingSince) {
    public static final LaunchHealth GOOD = new LaunchHealth(0, null, null, null);

    /** Whether a launch may be made now. A pause that reaches further than any can was begun by another clock. */
    public boolean permits(FleetTiming timing, Instant now) {
        return halted == null
                && (notBefore == null || !now.isBefore(notBefore) || notBefore.isAfter(now.plus(timing.maxBackoff())));
    }

    /** A replica got ready: what stood in the way is over. */
    public LaunchHealth afterReady() {
        return failures == 0 && notBefore == null && halted == null
                ? this
                : new LaunchHealth(0, null, null, spotMissingSince);
    }

    /**
     * A launched replica never got ready. Those that fail within the pause after another belong to the same wave, as they
     * were launched together, and count once with it: five at once say no more than one.
     *
     * @param why in one sentence, for operators
     */
    public LaunchHealth afterFailure(FleetTiming timing, String why, Instant now) {
        if (isInPause(timing, now)) {
            return this;
        }
        int more = failures + 1;
        String halt = more < timing.maxFailures()
                ? halted
                : "%d launches in a row never got ready, the last because %s; remove the cause, then use skipjack retry"
                        .formatted(more, why);
        return new LaunchHealth(more, now.plus(pause(timing, more)), halt, spotMissingSince);
    }

    /**
     * The provider ended a lease before its replica got ready, without a word. A spot market may do so many times over, and
     * so does a machine that cannot boot: it slows launches down as failures do, but never halts them.
     */
    public LaunchHealth afterEarlyLoss(FleetTiming timing, Instant now) {
        if (isInPause(timing, now)) {
            return this;
        }
        int more = Math.max(failures, Math.min(failures + 1, timing.maxFailures() - 1));
        return new LaunchHealth(more, now.plus(pause(timing, more)), halted, spotMissingSince);
    }

    /**
     * A launch was refused altogether; not to be told of offers that were refused besides one that was given. A fatal
     * refusal halts launches, unless it concerns but some of the offers.
     */
    public LaunchHealth afterRefusals(List<Refusal> refusals, CapacityType capacityType, Instant now) {
        boolean allFatal = refusals.stream().allMatch(Refusal::isFatal);
        for (Refusal refusal : refusals) {
            if (refusal.isFatal() && (allFatal || refusal.offer() == null)) {
                return new LaunchHealth(
                        failures, notBefore, "%s: %s".formatted(refusal.code(), refusal.message()), spotMissingSince);
            }
        }
        return afterNoOffer(capacityType, now);
    }

    /** No offer of this type was there to be asked for, or to be had. */
    public LaunchHealth afterNoOffer(CapacityType capacityType, Instant now) {
        boolean runs = spotMissingSince != null && !spotMissingSince.isAfter(now);
        return capacityType == CapacityType.SPOT && !runs ? new LaunchHealth(failures, notBefore, halted, now) : this;
    }

    /** A launch got its lease. */
    public LaunchHealth afterLaunched(CapacityType capacityType) {
        return capacityType == CapacityType.SPOT && spotMissingSince != null
                ? new LaunchHealth(failures, notBefore, halted, null)
                : this;
    }

    /**
     * After a replica went from one value to the next: ready for the first time, or gone before it ever was. A lease that
     * the provider took back with notice says nothing of the deployment.
     */
    public LaunchHealth afterStep(Replica before, Replica after, FleetTiming timing, Instant now) {
        if (before.readyAt() == null && after.readyAt() != null) {
            return afterReady();
        }
        EndReason why = after.endReason();
        boolean neverReady = before.state().isComing() && !after.state().isComing() && after.readyAt() == null;
        if (!neverReady || why == null) {
            return this;
        }
        return switch (why) {
            case NEVER_READY, FAILED_BOOT -> afterFailure(timing, after.reason(), now);
            case LOST -> afterEarlyLoss(timing, now);
            case SCALED_DOWN, INTERRUPTED, REPLACED, UNDEPLOYED, UNREACHABLE, REFUSED -> this;
        };
    }

    private boolean isInPause(FleetTiming timing, Instant now) {
        return notBefore != null && !permits(timing, now);
    }

    private static Duration pause(FleetTiming timing, int failures) {
        return Backoff.pause(timing.backoff(), timing.maxBackoff(), failures);
    }
}
