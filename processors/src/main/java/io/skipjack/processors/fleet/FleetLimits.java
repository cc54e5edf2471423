package io.skipjack.processors.fleet;

import io.skipjack.domain.cost.Money;
import org.jspecify.annotations.Nullable;

/**
 * What all deployments together may not go beyond.
 *
 * @param maxReplicas live replicas
 * @param maxHourlyCost of all of them; null for no bound
 */
public record FleetLimits(int maxReplicas, @Nullable Money maxHourlyCost) {}
