package io.skipjack.domain.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the ledger.
 *
 * @param from begin, put back to the whole minute (to the whole hour where work is kept by the hour)
 * @param until end, at most {@code asOf}
 * @param asOf now, as the ledger knows it: nothing is charged after it
 * @param deployment only this one, without the router's machine, which serves all; null for all
 */
public record CostQuestion(
        Instant from, Instant until, Instant asOf, @Nullable String deployment) {
    public CostQuestion {
        until = until.isAfter(asOf) ? asOf : until;
        if (from.isAfter(until)) {
            from = until;
        }
    }

    CostQuestion over(Instant newFrom, Instant newUntil) {
        return new CostQuestion(newFrom, newUntil, asOf, deployment);
    }

    boolean isAbout(String name) {
        return deployment == null || deployment.equals(name);
    }
}
