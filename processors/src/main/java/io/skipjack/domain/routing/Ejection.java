package io.skipjack.domain.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * The latest ejection of an upstream.
 *
 * @param timesInRow how often it was ejected, less what time in service made up for; 0 for never
 * @param at when the latest began; the epoch for never
 * @param until when it ends or was lifted; the epoch for never
 */
public record Ejection(int timesInRow, Instant at, Instant until, Cause cause) {
    /** Never ejected. */
    public static final Ejection NONE = new Ejection(0, Instant.EPOCH, Instant.EPOCH, Cause.FAILURES);

    /** Why it was ejected. */
    public enum Cause {
        /** Sick legs in a row. */
        FAILURES,
        /** Much slower than its peers. */
        LATENCY
    }

    /** Whether it holds at that time; whether it is honoured, the tier's cap decides ({@link EjectionCap}). */
    public boolean active(Instant now) {
        return now.isBefore(until);
    }

    Ejection again(Cause why, Instant now, EjectionPolicy policy) {
        Duration inService = Duration.between(until, now);
        long forgiven = timesInRow == 0 || inService.isNegative() ? 0 : inService.dividedBy(policy.forgivenAfter());
        int times = (int) Math.max(0, timesInRow - forgiven) + 1;
        return new Ejection(times, now, now.plus(policy.ejectionTime(times)), why);
    }

    /** Over now; still counted among those in a row. */
    Ejection lifted(Instant now) {
        return new Ejection(timesInRow, at, now, cause);
    }
}
