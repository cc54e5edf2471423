package io.skipjack.routes;

import static io.skipjack.routes.RouteStage.failing;
import static io.skipjack.routes.RouteStage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.routing.UpstreamUnavailableException;
import io.skipjack.upstream.TierBreakers;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both tiers' routes have in common; each has its own test. */
abstract class TierRouteTest {
    private static final int CALLS = 4;
    private static final Exception SICK = new UpstreamUnavailableException("it died", true);
    private static final Exception FULL = new UpstreamUnavailableException("all full");

    private final Tier tier;
    private final RouteStage stage;
    private final CircuitBreaker breaker;

    TierRouteTest(Tier tier) throws Exception {
        this.tier = tier;
        this.stage = new RouteStage(tier.label());
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS)
                .minimumNumberOfCalls(CALLS)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
        this.breaker = new TierBreakers(config, config).forRoutes(tier);
    }

    RouteStage stage() {
        return stage;
    }

    @BeforeEach
    void open() throws Exception {
        stage.bean(tier.label() + "Breaker", breaker)
                .step(
                        "chooseUpstream",
                        exchange -> assertThat(exchange.getVariable("tier"))
                                .as("the tier is named before it is chosen from")
                                .isEqualTo(tier.label()))
                .open();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void anUpstreamIsChosenAndAsked() {
        Exchange answered = stage.ask(tier.label());

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo("answer");
        assertThat(stage.calls()).containsExactly("chooseUpstream");
        assertThat(stage.upstream().address()).isEqualTo(tier.label());
    }

    @Test
    void itsFailureIsItsCallersBusiness() {
        stage.upstream().answers(failing(SICK));

        assertThat(stage.ask(tier.label()).getException()).hasRootCause(SICK);
        assertThat(stage.calls()).as("no error handler of its own").containsExactly("chooseUpstream");
    }

    @Test
    void aSickTierIsNotAskedUntilItsTimeIsOver() {
        stage.upstream().answers(failing(SICK));
        for (int i = 0; i < CALLS; i++) {
            stage.ask(tier.label());
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        stage.upstream().answers(exchange -> {
            throw new AssertionError("asked though the breaker is open");
        });

        assertThat(stage.ask(tier.label()).getException()).isInstanceOf(CallNotPermittedException.class);

        breaker.transitionToHalfOpenState();
        stage.upstream().answers(exchange -> exchange.getMessage().setBody("answer"));
        assertThat(stage.ask(tier.label()).getMessage().getBody()).isEqualTo("answer");
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aFullTierOrARefusedRequestDoesNotOpenTheBreaker() {
        for (Exception harmless : new Exception[] {FULL, refused()}) {
            stage.upstream().answers(failing(harmless));
            for (int i = 0; i < 3 * CALLS; i++) {
                assertThat(stage.ask(tier.label()).getException()).hasRootCause(harmless);
            }
        }

        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }
}
