package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.ANY;
import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PowerOfTwoTest {
    private final RoutingPolicy policy = new PowerOfTwo();

    @Test
    void neverChoosesTheMostLoaded() {
        UpstreamPool pool = pool(loaded("a", 1), loaded("b", 2), loaded("most", 3));
        RandomGenerator random = random(5);
        for (int i = 0; i < 200; i++) {
            assertThat(chosenId(policy.decide(ANY, pool, random))).isNotEqualTo("most");
        }
    }

    @Test
    void choosesTheOnlyOne() {
        assertThat(chosenId(policy.decide(ANY, pool(loaded("a", 1)), random(5))))
                .isEqualTo("a");
    }

    @Test
    void keepsUpstreamsNearlyEven() {
        int[] inFlight = new int[10];
        RandomGenerator random = random(11);
        for (int request = 0; request < 500; request++) {
            List<Upstream> upstreams = new ArrayList<>();
            for (int i = 0; i < inFlight.length; i++) {
                upstreams.add(loaded(Integer.toString(i), inFlight[i]));
            }
            inFlight[
                    Integer.parseInt(
                            chosenId(policy.decide(ANY, new UpstreamPool(upstreams, Examples.NOW), random)))]++;
        }

        assertThat(Arrays.stream(inFlight).max().getAsInt()).isLessThanOrEqualTo(53);
        assertThat(Arrays.stream(inFlight).min().getAsInt()).isGreaterThanOrEqualTo(46);
    }
}
