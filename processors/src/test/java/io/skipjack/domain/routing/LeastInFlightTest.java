package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.ANY;
import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.idlePool;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static io.skipjack.domain.routing.Examples.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LeastInFlightTest {
    private final RoutingPolicy policy = new LeastInFlight();

    @Test
    void choosesTheLeastLoaded() {
        assertThat(chosenId(policy.decide(ANY, pool(loaded("a", 5), loaded("b", 2), loaded("c", 3)), random(1))))
                .isEqualTo("b");
    }

    @Test
    void givesOneThatStartsSlowlyItsShareOnly() {
        Upstream fresh = upstream("fresh", 0, 100, 0.1, true);

        assertThat(chosenId(policy.decide(ANY, pool(loaded("warm", 8), fresh), random(1))))
                .isEqualTo("warm");
        assertThat(chosenId(policy.decide(ANY, pool(loaded("warm", 10), fresh), random(1))))
                .isEqualTo("fresh");
    }

    @Test
    void drawsBetweenEqualsWithTheSameChance() {
        RandomGenerator random = random(7);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            counts.merge(chosenId(policy.decide(ANY, idlePool(3), random)), 1, Integer::sum);
        }

        assertThat(counts.values()).hasSize(3).allMatch(count -> count > 900 && count < 1_100);
    }
}
