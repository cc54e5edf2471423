package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.openai.OpenAiErrors;
import io.skipjack.openai.OpenAiException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What counts for a tier's breaker. Without a request on the thread a breaker of its own stands in. */
class RoutedBreakerTest {
    private static final Exception SICK = new UpstreamUnavailableException("it died", true);
    private static final Exception BUSY = new UpstreamUnavailableException("it is full");
    private static final Exception REFUSED = new OpenAiException(OpenAiErrors.badGateway());

    private final CircuitBreakerConfig config = CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(4)
            .failureRateThreshold(50)
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();
    private final TierBreakers breakers = new TierBreakers(config, config);
    private final CircuitBreaker breaker = breakers.forRoutes(Tier.SPOT);

    @Test
    void itOpensWhenUpstreamsAreSick() {
        for (int i = 0; i < 4; i++) {
            breaker.acquirePermission();
            breaker.onError(1, TimeUnit.MILLISECONDS, new IllegalStateException("wrapped", SICK));
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(breaker.tryAcquirePermission()).isFalse();
        assertThatExceptionOfType(CallNotPermittedException.class).isThrownBy(breaker::acquirePermission);
    }

    @Test
    void busyUpstreamsRefusedRequestsAndClientsThatLeftSayNothing() {
        for (int i = 0; i < 100; i++) {
            breaker.acquirePermission();
            breaker.onError(1, TimeUnit.MILLISECONDS, i % 2 == 0 ? BUSY : REFUSED);
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void aTrialCallThatSaysNothingGivesItsPlaceBack() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.tryAcquirePermission()).as("trial %d", i).isTrue();
            breaker.onError(1, TimeUnit.MILLISECONDS, BUSY);
        }

        assertThat(breaker.tryAcquirePermission()).isTrue();
        breaker.onSuccess(1, TimeUnit.MILLISECONDS);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void anAnswerCutInTheMiddleCountsThoughTheRouteSawASuccess() {
        for (int i = 0; i < 4; i++) {
            breaker.onSuccess(1, TimeUnit.MILLISECONDS);
            breakers.cut("none", Tier.SPOT, 1_000, SICK);
        }

        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void deploymentsAndTiersHaveBreakersOfTheirOwn() {
        for (int i = 0; i < 4; i++) {
            breakers.cut("dead", Tier.SPOT, 1_000, SICK);
        }

        assertThat(breakers.of("dead", Tier.SPOT).getState()).isEqualTo(State.OPEN);
        assertThat(breakers.of("alive", Tier.SPOT).getState()).isEqualTo(State.CLOSED);
        assertThat(breakers.of("dead", Tier.SERVERLESS).getState()).isEqualTo(State.CLOSED);
        assertThat(breakers.forRoutes(Tier.SPOT).getName()).isEqualTo("spot");
    }
}
