package io.skipjack.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    private static final OperatorEvent READY =
            new OperatorEvent(1, Instant.EPOCH, "replica.ready", "rack", "rack-1", "", Map.of());

    @Test
    void patternsAndNamesMustBothFit() {
        assertThat(EventFilter.ALL.admits(READY)).isTrue();
        assertThat(new EventFilter(List.of("replica.*"), List.of("rack")).admits(READY))
                .isTrue();
        assertThat(new EventFilter(List.of("replica.*"), List.of("shelf")).admits(READY))
                .isFalse();
        assertThat(new EventFilter(List.of("replica.lost", "*.ready"), List.of()).admits(READY))
                .isTrue();
        assertThat(new EventFilter(List.of("replica"), List.of()).admits(READY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica.*", "*", "budget.exceeded", "traffic.failover", "endpoint.left-behind", "*er*"})
    void whatFitsAKindIsAPattern(String pattern) {
        assertThat(EventFilter.isPattern(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "replicas.*", "replica.redy", "Replica.*", "a%", "replica.ready'", "(.*)", "_eplica.*"})
    void whatFitsNoneIsNot(String pattern) {
        assertThat(EventFilter.isPattern(pattern)).isFalse();
    }
}
