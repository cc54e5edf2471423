package io.skipjack.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.skipjack.domain.deployment.Tier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breakers of all tiers, one per tier and deployment. They live outside the routes, so an edited route keeps
 * their state, and a dead model does not open the breaker of a live one. Thread-safe.
 */
public final class TierBreakers {
    private final CircuitBreakerRegistry spot;
    private final CircuitBreakerRegistry serverless;
    private final Map<String, CircuitBreaker> spotByDeployment = new ConcurrentHashMap<>();
    private final Map<String, CircuitBreaker> serverlessByDeployment = new ConcurrentHashMap<>();

    public TierBreakers(CircuitBreakerConfig spot, CircuitBreakerConfig serverless) {
        this.spot = CircuitBreakerRegistry.of(spot);
        this.serverless = CircuitBreakerRegistry.of(serverless);
    }

    /** The registries, for metrics. */
    public CircuitBreakerRegistry registry(Tier tier) {
        return tier == Tier.SPOT ? spot : serverless;
    }

    /** Asked several times a request, so it looks in a map of its own before it makes a name for the registry. */
    CircuitBreaker of(String deployment, Tier tier) {
        Map<String, CircuitBreaker> known = tier == Tier.SPOT ? spotByDeployment : serverlessByDeployment;
        CircuitBreaker breaker = known.get(deployment);
        return breaker != null
                ? breaker
                : known.computeIfAbsent(deployment, name -> registry(tier).circuitBreaker(name(name, tier)));
    }

    private static String name(String deployment, Tier tier) {
        return tier.label() + "/" + deployment;
    }

    /** Whose breaker a name of the registries is. */
    public static String deployment(String breakerName) {
        return breakerName.substring(breakerName.indexOf('/') + 1);
    }

    /** The state of a tier's breaker; closed while no request has needed it. */
    public CircuitBreaker.State state(String deployment, Tier tier) {
        return registry(tier)
                .find(name(deployment, tier))
                .map(CircuitBreaker::getState)
                .orElse(CircuitBreaker.State.CLOSED);
    }

    /** What a route's {@code circuitBreaker} step is given: the breaker of whichever deployment a request is for. */
    public CircuitBreaker forRoutes(Tier tier) {
        return new RoutedBreaker(this, tier);
    }

    /** Records a failure that came after the route had seen a success: the answer broke in mid-stream. */
    void cut(String deployment, Tier tier, long durationNanos, Throwable cause) {
        CircuitBreaker breaker = of(deployment, tier);
        breaker.onError(durationNanos, TimeUnit.NANOSECONDS, cause);
    }
}
