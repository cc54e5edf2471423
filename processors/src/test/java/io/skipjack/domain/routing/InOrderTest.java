package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static io.skipjack.domain.routing.Examples.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final RoutingPolicy policy = new InOrder();

    @Test
    void theFirstIsTakenHoweverLoadedItIs() {
        assertThat(choice(Set.of(), pool(loaded("a", 9), loaded("b", 0)))).isEqualTo("a");
    }

    @Test
    void theNextIsForWhenTheFirstCannotAnswer() {
        UpstreamPool full = pool(upstream("a", 4, 4, 1, true), loaded("b", 0));
        UpstreamPool down = pool(upstream("a", 0, 4, 1, false), loaded("b", 0));

        assertThat(choice(Set.of(), full)).isEqualTo("b");
        assertThat(choice(Set.of(), down)).isEqualTo("b");
        assertThat(choice(Set.of("a"), pool(loaded("a", 0), loaded("b", 0)))).isEqualTo("b");
    }

    private String choice(Set<String> tried, UpstreamPool pool) {
        return chosenId(policy.decide(new InferenceFacts(null, tried), pool, random(1)));
    }
}
