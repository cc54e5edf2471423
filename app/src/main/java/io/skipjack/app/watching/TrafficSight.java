package io.skipjack.app.watching;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.HoldRequest;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.upstream.TierBreakers;

/**
 * Where requests are at, for whoever shows it.
 *
 * @param registry deployments and their upstreams
 * @param admission requests let in
 * @param hold requests that wait
 * @param retries requests on a later leg
 * @param breakers of the tiers
 */
public record TrafficSight(
        UpstreamRegistry registry, Admission admission, HoldRequest hold, Retries retries, TierBreakers breakers) {

    /** The state of a tier's breaker; closed while no request has needed it. */
    public CircuitBreaker.State breaker(String deployment, Tier tier) {
        return breakers.state(deployment, tier);
    }
}
