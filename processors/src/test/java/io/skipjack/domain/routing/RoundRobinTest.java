package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static io.skipjack.domain.routing.Examples.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
    private final RoutingPolicy policy = new RoundRobin();

    @Test
    void takesTurnsAlsoWhenTheSequenceWraps() {
        UpstreamPool pool = pool(loaded("a", 9), loaded("b", 0), loaded("c", 5));

        assertThat(LongStream.range(0, 4).mapToObj(turn -> choice(pool, turn, random(1))))
                .containsExactly("a", "b", "c", "a");
        assertThat(choice(pool, Long.MIN_VALUE, random(1))).isIn("a", "b", "c");
        assertThat(choice(pool, -1, random(1))).isEqualTo("c");
    }

    @Test
    void spreadsTheTurnsOfAnUnreadyOneOverAllOthers() {
        UpstreamPool pool = pool(loaded("a", 0), upstream("b", 0, 9, 1, false), loaded("c", 0));

        assertThat(LongStream.range(0, 4).mapToObj(turn -> choice(pool, turn, random(1))))
                .containsExactly("a", "c", "a", "c");
    }

    @Test
    void givesOneThatStartsSlowlyFewerTurns() {
        UpstreamPool pool = pool(upstream("fresh", 0, 100, 0.1, true), loaded("warm", 0));
        RandomGenerator random = random(3);

        long fresh = LongStream.range(0, 2_000)
                .filter(turn -> choice(pool, turn, random).equals("fresh"))
                .count();

        assertThat(fresh).isBetween(60L, 140L);
    }

    private String choice(UpstreamPool pool, long sequence, RandomGenerator random) {
        return chosenId(policy.decide(new InferenceFacts(null, Set.of(), sequence), pool, random));
    }
}
