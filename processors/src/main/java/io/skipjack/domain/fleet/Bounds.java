package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Whether one more launch stays within what nothing may go beyond. Every live replica counts, with the most that its
 * launch can cost, from the intent until the provider has confirmed the end: what may be there is reckoned as there.
 */
public final class Bounds {
    private Bounds() {}

    /** Whether the candidate may be written down beside the live replicas of all deployments. */
    public static boolean permits(Replica candidate, Collection<Replica> live, FleetBounds bounds) {
        return violation(candidate, live, bounds) == null;
    }

    /** Which bound the candidate would break, for operators; null for none. */
    public static @Nullable String violation(Replica candidate, Collection<Replica> live, FleetBounds bounds) {
        String deployment = candidate.id().deployment();
        int ofDeployment = 1;
        int ofAll = 1;
        Money rateOfDeployment = candidate.rateBound();
        Money rateOfAll = candidate.rateBound();
        for (Replica replica : live) {
            if (replica.state().isLive() && !replica.id().equals(candidate.id())) {
                ofAll++;
                rateOfAll = rateOfAll.plus(replica.rateBound());
                if (replica.id().deployment().equals(deployment)) {
                    ofDeployment++;
                    rateOfDeployment = rateOfDeployment.plus(replica.rateBound());
                }
            }
        }
        if (ofDeployment > bounds.replicasOfDeployment()) {
            return "%s may have %d replicas at once".formatted(deployment, bounds.replicasOfDeployment());
        }
        if (ofAll > bounds.replicasOfAll()) {
            return "all deployments together may have %d replicas at once".formatted(bounds.replicasOfAll());
        }
        if (isAbove(rateOfDeployment, bounds.rateOfDeployment())) {
            return "%s may cost %s/h, and this would make it %s/h"
                    .formatted(deployment, bounds.rateOfDeployment(), rateOfDeployment);
        }
        if (isAbove(rateOfAll, bounds.rateOfAll())) {
            return "all deployments together may cost %s/h, and this would make it %s/h"
                    .formatted(bounds.rateOfAll(), rateOfAll);
        }
        return null;
    }

    /** Per hour, what the bounds leave for one more launch of a deployment, never below zero; null for no bound. */
    public static @Nullable Money rateLeft(String deployment, Collection<Replica> live, FleetBounds bounds) {
        Money ofDeployment = Money.ZERO;
        Money ofAll = Money.ZERO;
        for (Replica replica : live) {
            ofAll = ofAll.plus(replica.rateBound());
            if (replica.id().deployment().equals(deployment)) {
                ofDeployment = ofDeployment.plus(replica.rateBound());
            }
        }
        Money one = left(bounds.rateOfDeployment(), ofDeployment);
        Money other = left(bounds.rateOfAll(), ofAll);
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isMoreThan(other) ? other : one;
    }

    private static @Nullable Money left(@Nullable Money bound, Money taken) {
        if (bound == null) {
            return null;
        }
        return bound.isMoreThan(taken) ? bound.minus(taken) : Money.ZERO;
    }

    private static boolean isAbove(Money rate, @Nullable Money bound) {
        return bound != null && rate.isMoreThan(bound);
    }
}
