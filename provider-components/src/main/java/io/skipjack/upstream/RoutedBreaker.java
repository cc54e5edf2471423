package io.skipjack.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.processors.inference.Inference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A circuit breaker that stands for one per deployment: each call goes to the breaker of the request its thread works
 * on. Only a sick upstream counts as a failure; a busy or cold one, a refused request and a client that left give the
 * permission back as if the call had not been made. Camel's own {@code ignoreException} cannot say that: it turns the
 * failure into a success for the caller.
 */
final class RoutedBreaker implements CircuitBreaker {
    private final TierBreakers breakers;
    private final Tier tier;

    RoutedBreaker(TierBreakers breakers, Tier tier) {
        this.breakers = breakers;
        this.tier = tier;
    }

    private CircuitBreaker current() {
        Inference inference = Inference.onThread();
        return breakers.of(inference == null ? "none" : inference.deployment().name(), tier);
    }

    @Override
    public boolean tryAcquirePermission() {
        return current().tryAcquirePermission();
    }

    @Override
    public void acquirePermission() {
        CircuitBreaker breaker = current();
        if (!breaker.tryAcquirePermission()) {
            throw CallNotPermittedException.createCallNotPermittedException(breaker);
        }
    }

    @Override
    public void releasePermission() {
        current().releasePermission();
    }

    @Override
    public void onError(long duration, TimeUnit unit, Throwable thrown) {
        if (sick(thrown)) {
            current().onError(duration, unit, thrown);
        } else {
            current().releasePermission();
        }
    }

    private static boolean sick(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpstreamUnavailableException unavailable) {
                return unavailable.sick();
            }
        }
        return false;
    }

    @Override
    public void onSuccess(long duration, TimeUnit unit) {
        current().onSuccess(duration, unit);
    }

    @Override
    public void onResult(long duration, TimeUnit unit, Object result) {
        current().onResult(duration, unit, result);
    }

    @Override
    public void reset() {
        current().reset();
    }

    @Override
    public void transitionToClosedState() {
        current().transitionToClosedState();
    }

    @Override
    public void transitionToOpenState() {
        current().transitionToOpenState();
    }

    @Override
    public void transitionToOpenStateFor(Duration waitDuration) {
        current().transitionToOpenStateFor(waitDuration);
    }

    @Override
    public void transitionToOpenStateUntil(Instant waitUntil) {
        current().transitionToOpenStateUntil(waitUntil);
    }

    @Override
    public void transitionToHalfOpenState() {
        current().transitionToHalfOpenState();
    }

    @Override
    public void transitionToDisabledState() {
        current().transitionToDisabledState();
    }

    @Override
    public void transitionToMetricsOnlyState() {
        current().transitionToMetricsOnlyState();
    }

    @Override
    public void transitionToForcedOpenState() {
        current().transitionToForcedOpenState();
    }

    @Override
    public String getName() {
        return tier.label();
    }

    @Override
    public State getState() {
        return current().getState();
    }

    @Override
    public CircuitBreakerConfig getCircuitBreakerConfig() {
        return current().getCircuitBreakerConfig();
    }

    @Override
    public Metrics getMetrics() {
        return current().getMetrics();
    }

    @Override
    public Map<String, String> getTags() {
        return Map.of();
    }

    @Override
    public EventPublisher getEventPublisher() {
        return current().getEventPublisher();
    }

    @Override
    public long getCurrentTimestamp() {
        return current().getCurrentTimestamp();
    }

    @Override
    public TimeUnit getTimestampUnit() {
        return current().getTimestampUnit();
    }
}
