package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import org.jspecify.annotations.Nullable;

/**
 * What no launch may go beyond, checked where the intent is written: in one transaction with it, so that neither two
 * routers nor a crash can get round it.
 *
 * @param replicasOfDeployment live replicas of the launch's deployment, itself included
 * @param replicasOfAll live replicas of all deployments together
 * @param rateOfDeployment sum of {@link Replica#rateBound} over the deployment, per hour; null for no bound
 * @param rateOfAll the same over all deployments; null for no bound
 */
public record FleetBounds(
        int replicasOfDeployment,
        int replicasOfAll,
        @Nullable Money rateOfDeployment,
        @Nullable Money rateOfAll) {}
