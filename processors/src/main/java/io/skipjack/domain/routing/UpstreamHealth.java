package io.skipjack.domain.routing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one upstream's fitness; each sign gives the next value. It may take a request when it is ready
 * by its probes, not draining, not backed off, and not ejected (or ejected against the tier's cap, {@link EjectionCap}).
 *
 * <p>What a leg says ({@link LegOutcome}): sick ones count in a row and eject; BUSY and COLD back off and never eject,
 * since a full upstream is not a broken one; REJECTED and CANCELLED say nothing; ANSWERED starts the row anew. While
 * ejected, sick legs do not count: most were under way when it began.
 *
 * <p>What a probe says: readiness ({@link Readiness}). A good health probe does not end an ejection, which real traffic
 * earned; a probe that generates a token does, unless the ejection was for slowness, which one token cannot disprove. A
 * failed generation counts as a sick leg.
 *
 * @param draining an operator wants no new requests on it
 * @param consecutiveSick sick legs in a row, 0 or more
 * @param backedOffUntil when it may be asked again after BUSY or COLD; the epoch for never
 * @param ttft average time to first token since it became ready or was ejected
 */
public record UpstreamHealth(
        Readiness readiness,
        boolean draining,
        int consecutiveSick,
        Ejection ejection,
        Instant backedOffUntil,
        TtftAverage ttft) {
    /** How long a BUSY or COLD upstream that names no time is left alone. */
    static final Duration DEFAULT_BACK_OFF = Duration.ofSeconds(1);

    /** A spot upstream at first: not ready until a probe says so. */
    public static final UpstreamHealth UNPROBED = fresh(Readiness.UNPROBED);
    /** A serverless upstream at first: ready, because it wakes by being asked. */
    public static final UpstreamHealth ASSUMED_READY = fresh(Readiness.ASSUMED);

    private static UpstreamHealth fresh(Readiness readiness) {
        return new UpstreamHealth(readiness, false, 0, Ejection.NONE, Instant.EPOCH, TtftAverage.NONE);
    }

    /** Whether it may take a request, ejection left aside. */
    public boolean available(Instant now) {
        return readiness.ready() && !draining && !now.isBefore(backedOffUntil);
    }

    /** From when it has been serving, for slow start: since it became ready or its ejection ended. */
    public Instant servingSince() {
        return readiness.since().isAfter(ejection.until()) ? readiness.since() : ejection.until();
    }

    /** When it comes back by time alone, without any further sign; null when it is there or needs a sign. */
    public @Nullable Instant returnsAt(Instant now) {
        Instant at = backedOffUntil.isAfter(ejection.until()) ? backedOffUntil : ejection.until();
        return readiness.ready() && !draining && at.isAfter(now) ? at : null;
    }

    /** After a leg ended. */
    public UpstreamHealth afterLeg(LegReport leg, Instant now, EjectionPolicy policy) {
        return switch (leg.outcome()) {
            case REJECTED, CANCELLED -> this;
            case BUSY, COLD -> backedOff(leg.retryAfter(), now, policy);
            case ANSWERED -> afterFirstToken(leg.ttft(), now).answered();
            case CONNECT_FAILED -> with(readiness.afterRefusedLeg()).afterSickLeg(now, policy);
            case CUT -> afterFirstToken(leg.ttft(), now).afterSickLeg(now, policy);
            case FAILED, FIRST_BYTE_TIMEOUT -> afterSickLeg(now, policy);
        };
    }

    /**
     * After an answer's first token came; unchanged for null, and while it is ejected: those answers were begun before,
     * and it shall be measured afresh when it is back.
     */
    public UpstreamHealth afterFirstToken(@Nullable Duration ttft, Instant now) {
        return ttft == null || ejection.active(now)
                ? this
                : new UpstreamHealth(
                        readiness, draining, consecutiveSick, ejection, backedOffUntil, this.ttft.plus(ttft));
    }

    /** After a probe. */
    public UpstreamHealth afterProbe(ProbeResult result, Instant now, HealthPolicy policy) {
        Readiness next = readiness.afterProbe(result, now, policy.readiness());
        UpstreamHealth probed = next.ready() && !readiness.ready() ? anew(next) : with(next);
        return switch (result) {
            case GENERATED -> probed.answered().provenBy(now);
            case GENERATION_FAILED -> next.ready() ? probed.afterSickLeg(now, policy.ejection()) : probed;
            case HEALTHY, UNHEALTHY, REFUSED -> probed;
        };
    }

    /** Taken out now, for longer each time in a row; unchanged while it is out already. */
    public UpstreamHealth ejected(Ejection.Cause cause, Instant now, EjectionPolicy policy) {
        return ejection.active(now)
                ? this
                : new UpstreamHealth(
                        readiness, draining, 0, ejection.again(cause, now, policy), backedOffUntil, TtftAverage.NONE);
    }

    /** Another router has had enough of it until then; no longer than the longest ejection of our own. */
    public UpstreamHealth leftAlone(Instant until, Instant now, EjectionPolicy policy) {
        return backedOff(Duration.between(now, until), now, policy);
    }

    /** An operator wants no new requests on it; those in flight may finish. */
    public UpstreamHealth drained() {
        return draining ? this : new UpstreamHealth(readiness, true, consecutiveSick, ejection, backedOffUntil, ttft);
    }

    /** An operator vouches for it: ready, not draining, ejection and back-off over; probes and legs go on judging it. */
    public UpstreamHealth vouchedFor(Instant now) {
        Readiness vouched = readiness.ready() ? readiness : Readiness.readyAt(now);
        return new UpstreamHealth(vouched, false, 0, liftedBy(now), Instant.EPOCH, ttft);
    }

    private UpstreamHealth afterSickLeg(Instant now, EjectionPolicy policy) {
        if (ejection.active(now)) {
            return this;
        }
        return consecutiveSick + 1 >= policy.consecutiveFailures()
                ? ejected(Ejection.Cause.FAILURES, now, policy)
                : new UpstreamHealth(readiness, draining, consecutiveSick + 1, ejection, backedOffUntil, ttft);
    }

    private UpstreamHealth answered() {
        Readiness next = readiness.afterAnsweredLeg();
        return consecutiveSick == 0 && next.equals(readiness)
                ? this
                : new UpstreamHealth(next, draining, 0, ejection, backedOffUntil, ttft);
    }

    /** No longer than the longest ejection: a mistaken Retry-After of a day must not cost us the upstream. */
    private UpstreamHealth backedOff(@Nullable Duration retryAfter, Instant now, EjectionPolicy policy) {
        Duration asked = retryAfter == null ? DEFAULT_BACK_OFF : retryAfter;
        Instant until = now.plus(asked.compareTo(policy.max()) < 0 ? asked : policy.max());
        return until.isAfter(backedOffUntil)
                ? new UpstreamHealth(readiness, draining, consecutiveSick, ejection, until, ttft)
                : this;
    }

    private UpstreamHealth provenBy(Instant now) {
        boolean disproved =
                ejection.active(now) && ejection.at().isBefore(now) && ejection.cause() == Ejection.Cause.FAILURES;
        return disproved
                ? new UpstreamHealth(readiness, draining, 0, ejection.lifted(now), backedOffUntil, ttft)
                : this;
    }

    private Ejection liftedBy(Instant now) {
        return ejection.active(now) ? ejection.lifted(now) : ejection;
    }

    /** Up again, likely a new engine: what was counted of the old one no longer holds, its ejection still does. */
    private UpstreamHealth anew(Readiness next) {
        return new UpstreamHealth(next, draining, 0, ejection, Instant.EPOCH, TtftAverage.NONE);
    }

    private UpstreamHealth with(Readiness next) {
        return next.equals(readiness)
                ? this
                : new UpstreamHealth(next, draining, consecutiveSick, ejection, backedOffUntil, ttft);
    }
}
