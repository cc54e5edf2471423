package io.skipjack.app.events;

import static io.skipjack.domain.deployment.Tier.SERVERLESS;
import static io.skipjack.domain.deployment.Tier.SPOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.skipjack.domain.event.EventNote;
import io.skipjack.upstream.TierBreakers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficNewsTest {
    private final List<EventNote> events = new ArrayList<>();
    private boolean ready;
    private long nanos;
    private final TrafficNews news = new TrafficNews(events::add, deployment -> ready, () -> nanos, "router-1");

    @Test
    void movesAreToldOnceEachAndNotPerAnswer() {
        answers(3, false);
        assertThat(events).as("where it began is no move").isEmpty();
        answers(3, true);
        seconds(6);
        answers(3, false);
        seconds(6);
        answers(3, true);

        assertThat(kinds()).containsExactly("traffic.restored", "traffic.failover", "traffic.restored");
        assertThat(events.get(1).facts())
                .containsEntry("from", "spot")
                .containsEntry("to", "serverless")
                .containsEntry("router", "router-1");
    }

    /** A full spot tier, or one that gets a share, is no failover. */
    @Test
    void answersOfServerlessWhileSpotTakesRequestsAreNoMove() {
        ready = true;
        news.answered("rack", SPOT);
        news.answered("rack", SERVERLESS);
        seconds(6);
        news.answered("rack", SERVERLESS);

        assertThat(events).isEmpty();
    }

    @Test
    void aStreamThatEndsOnSpotAfterSpotWentIsNoReturn() {
        answers(1, true);
        answers(1, false);
        seconds(6);
        news.answered("rack", SPOT);
        answers(1, false);

        assertThat(kinds()).containsExactly("traffic.failover");
    }

    @Test
    void whatMovesToAndFroWithinSecondsIsToldWhenItHasLasted() {
        answers(1, true);
        answers(1, false);
        for (int i = 0; i < 20; i++) {
            answers(1, i % 2 == 0);
        }
        assertThat(kinds()).containsExactly("traffic.failover");
        seconds(6);
        answers(1, true);

        assertThat(kinds()).containsExactly("traffic.failover", "traffic.restored");
    }

    @Test
    void deploymentsDoNotMeet() {
        answers(1, true);
        ready = false;
        news.answered("shelf", SERVERLESS);

        assertThat(events).isEmpty();
    }

    @Test
    void aBreakerThatOpensIsToldOnceThoughItTriesAgain() {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(2)
                .minimumNumberOfCalls(2)
                .waitDurationInOpenState(Duration.ofMillis(1))
                .build();
        TierBreakers breakers = new TierBreakers(config, config);
        news.watch(breakers);
        CircuitBreaker breaker = breakers.registry(SPOT).circuitBreaker("spot/rack");

        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        breaker.transitionToOpenState();

        assertThat(kinds()).containsExactly("traffic.breaker-opened");
        assertThat(events.getFirst().deployment()).isEqualTo("rack");
        assertThat(events.getFirst().facts()).containsEntry("tier", "spot");
    }

    private void answers(int count, boolean spotReady) {
        ready = spotReady;
        for (int i = 0; i < count; i++) {
            news.answered("rack", spotReady ? SPOT : SERVERLESS);
        }
    }

    private void seconds(int more) {
        nanos += Duration.ofSeconds(more).toNanos();
    }

    private List<String> kinds() {
        return events.stream().map(EventNote::kind).toList();
    }
}
