package io.skipjack.app.config;

import java.time.Duration;

/**
 * How one tier is used. An interface over two records because the tiers have the same keys and different defaults, and
 * a record can state only one default per key.
 */
public sealed interface TierProperties permits SpotProperties, ServerlessProperties {
    /** Name of the routing policy, such as {@code least-in-flight}; a deployment may name another. */
    String routingPolicy();

    /** Requests one upstream may have open before the surplus spills over. */
    int maxInFlightPerUpstream();

    /** How long a fresh upstream takes to reach its full share; 0s gives it at once. */
    Duration slowStart();

    /** To open a connection, TLS included. */
    Duration connectTimeout();

    /** From the request sent to the first byte of the answer. */
    Duration firstByteTimeout();

    /** Silence allowed inside an answer. */
    Duration idleTimeout();

    /** Open idle connections kept per upstream. */
    int maxIdleConnections();

    /** The circuit breaker around the tier. */
    BreakerProperties breaker();
}
