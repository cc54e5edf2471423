package io.skipjack.domain.routing;

import java.time.Instant;

/**
 * Whether an upstream is up, by its probes, with hysteresis ({@link ReadinessPolicy}). A refused connection is a
 * stronger sign than a bad answer: one refused leg and one refused probe, in either order with nothing good between,
 * are enough to be unready.
 *
 * @param everReady whether it has been ready before
 * @param since when it last became ready; the epoch when it never was, or was ready from the beginning
 * @param against probes in a row that spoke against the present state, 0 or more
 * @param refused who was refused a connection since the last good sign
 */
public record Readiness(boolean ready, boolean everReady, Instant since, int against, Refused refused) {
    /** Not ready until a probe says so. */
    public static final Readiness UNPROBED = new Readiness(false, false, Instant.EPOCH, 0, Refused.NONE);
    /** Ready from the beginning and at full weight: a serverless endpoint, which wakes by being asked. */
    public static final Readiness ASSUMED = new Readiness(true, true, Instant.EPOCH, 0, Refused.NONE);

    /** Who was refused a connection. */
    public enum Refused {
        NONE,
        LEG,
        PROBE
    }

    static Readiness readyAt(Instant now) {
        return new Readiness(true, true, now, 0, Refused.NONE);
    }

    Readiness afterProbe(ProbeResult result, Instant now, ReadinessPolicy policy) {
        if (result.good()) {
            return afterGoodProbe(now, policy);
        }
        if (!ready) {
            return against == 0 ? this : new Readiness(false, everReady, since, 0, refused);
        }
        boolean refusedNow = result == ProbeResult.REFUSED;
        if (against + 1 >= policy.badProbes() || (refusedNow && refused == Refused.LEG)) {
            return unready();
        }
        return new Readiness(true, true, since, against + 1, refusedNow ? Refused.PROBE : refused);
    }

    private Readiness afterGoodProbe(Instant now, ReadinessPolicy policy) {
        if (ready) {
            return against == 0 && refused == Refused.NONE ? this : new Readiness(true, true, since, 0, Refused.NONE);
        }
        int needed = everReady ? policy.goodProbes() : 1;
        return against + 1 >= needed ? readyAt(now) : new Readiness(false, everReady, since, against + 1, Refused.NONE);
    }

    Readiness afterRefusedLeg() {
        if (!ready || refused == Refused.LEG) {
            return this;
        }
        return refused == Refused.PROBE ? unready() : new Readiness(true, true, since, against, Refused.LEG);
    }

    Readiness afterAnsweredLeg() {
        return refused == Refused.NONE ? this : new Readiness(ready, everReady, since, against, Refused.NONE);
    }

    private Readiness unready() {
        return new Readiness(false, true, since, 0, Refused.NONE);
    }
}
