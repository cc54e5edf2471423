package io.skipjack.domain.routing;

import java.util.random.RandomGenerator;

/**
 * Chooses the upstream of a tier for one request. Implementations are stateless values, safe to share between
 * threads; chance is an argument.
 */
public interface RoutingPolicy {
    /** The name used in config, such as {@code least-in-flight}. */
    String name();

    /** Considers only upstreams that are ready, have room and were not tried; never throws. */
    RoutingDecision decide(InferenceFacts facts, UpstreamPool pool, RandomGenerator random);
}
