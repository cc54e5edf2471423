package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.ANY;
import static io.skipjack.domain.routing.Examples.NOW;
import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.idlePool;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static io.skipjack.domain.routing.Examples.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SessionAffinityTest {
    private static final int KEYS = 2_000;
    private final RoutingPolicy policy = new SessionAffinity();

    @Test
    void sameKeySameUpstream() {
        assertThat(choice("alice", idlePool(20))).isEqualTo(choice("alice", idlePool(20)));
    }

    @Test
    void withoutKeyItIsLeastInFlight() {
        assertThat(chosenId(policy.decide(ANY, pool(loaded("a", 5), loaded("b", 2)), random(1))))
                .isEqualTo("b");
    }

    @Property(tries = 30)
    void whenOneLeavesOnlyItsKeysMove(
            @ForAll @IntRange(min = 2, max = 40) int size, @ForAll @IntRange(max = 39) int at) {
        List<Upstream> fewer = new ArrayList<>(idlePool(size).upstreams());
        String gone = fewer.remove(at % size).id();
        for (int key = 0; key < 200; key++) {
            String before = choice("key" + key, idlePool(size));
            String after = choice("key" + key, new UpstreamPool(fewer, NOW));
            assertThat(after).isNotEqualTo(gone);
            if (!before.equals(gone)) {
                assertThat(after).isEqualTo(before);
            }
        }
    }

    @Property(tries = 10)
    void whenOneComesAboutOneNthOfTheKeysMoveAndAllOfThemToIt(@ForAll @IntRange(min = 2, max = 30) int size) {
        String fresh = "spot-" + (size + 1);
        long moved = IntStream.range(0, KEYS)
                .mapToObj(key -> "key" + key)
                .filter(key -> !choice(key, idlePool(size)).equals(choice(key, idlePool(size + 1))))
                .peek(key -> assertThat(choice(key, idlePool(size + 1))).isEqualTo(fresh))
                .count();

        double share = (double) KEYS / (size + 1);
        assertThat((double) moved).isBetween(share * 0.6, share * 1.4);
    }

    @Test
    void spreadsKeysEvenly() {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.range(0, KEYS).forEach(key -> counts.merge(choice("user-" + key, idlePool(10)), 1, Integer::sum));

        assertThat(counts.values()).hasSize(10).allMatch(count -> count > 140 && count < 260);
    }

    @Test
    void idsWithEqualHashCodesShareTheKeys() {
        assertThat("spot-an".hashCode()).isEqualTo("spot-c0".hashCode());
        UpstreamPool twins = pool(loaded("spot-an", 0), loaded("spot-c0", 0));

        long first = IntStream.range(0, 1_000)
                .filter(key -> choice("user-" + key, twins).equals("spot-an"))
                .count();

        assertThat(first).isBetween(400L, 600L);
    }

    @Test
    void hotKeySpillsToItsNextUpstreamWhileItsOwnIsFullAndComesBack() {
        String own = choice("hot", idlePool(5));
        String next = chosenId(policy.decide(new InferenceFacts("hot", Set.of(own)), idlePool(5), random(1)));

        assertThat(choice("hot", with(own, 100, 1))).isEqualTo(next);
        assertThat(choice("hot", with(own, 99, 1))).isEqualTo(own);
    }

    @Test
    void freshUpstreamTakesKeysOnlyUpToItsWeightUnlessAllOthersAreFull() {
        String own = choice("hot", idlePool(5));

        assertThat(choice("hot", with(own, 9, 0.1))).isEqualTo(own);
        assertThat(choice("hot", with(own, 10, 0.1))).isNotEqualTo(own);
        assertThat(choice("hot", pool(upstream("only", 10, 100, 0.1, true)))).isEqualTo("only");
    }

    private static UpstreamPool with(String id, int inFlight, double weight) {
        return new UpstreamPool(
                idlePool(5).upstreams().stream()
                        .map(u -> u.id().equals(id) ? upstream(id, inFlight, 100, weight, true) : u)
                        .toList(),
                NOW);
    }

    private String choice(String key, UpstreamPool pool) {
        return chosenId(policy.decide(new InferenceFacts(key, Set.of()), pool, random(1)));
    }
}
