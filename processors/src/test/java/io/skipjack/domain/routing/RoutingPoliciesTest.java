package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.ANY;
import static io.skipjack.domain.routing.Examples.NOW;
import static io.skipjack.domain.routing.Examples.chosenId;
import static io.skipjack.domain.routing.Examples.loaded;
import static io.skipjack.domain.routing.Examples.pool;
import static io.skipjack.domain.routing.Examples.random;
import static io.skipjack.domain.routing.Examples.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingPoliciesTest {

    @Test
    void leastInFlightIsTheDefault() {
        assertThat(RoutingPolicies.DEFAULT).isSameAs(RoutingPolicies.named("least-in-flight"));
    }

    @Test
    void unknownNameIsRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> RoutingPolicies.named("fastest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown routing policy 'fastest', known are: "
                        + "in-order, least-in-flight, power-of-two-choices, round-robin, session-affinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-order", "least-in-flight", "power-of-two-choices", "round-robin", "session-affinity"})
    void saysWhyNothingCanBeChosen(String name) {
        RoutingPolicy policy = RoutingPolicies.named(name);
        InferenceFacts triedA = new InferenceFacts("key", Set.of("a"));
        Upstream full = upstream("a", 4, 4, 1, true);
        Upstream down = upstream("b", 0, 4, 1, false);

        assertThat(policy.name()).isEqualTo(name);
        assertThat(policy.decide(ANY, pool(), random(1))).isEqualTo(none(false, "tier has no upstream"));
        assertThat(policy.decide(ANY, pool(down), random(1))).isEqualTo(none(false, "no upstream is ready"));
        assertThat(policy.decide(ANY, pool(full, down), random(1)))
                .isEqualTo(none(true, "every ready upstream is full"));
        assertThat(policy.decide(triedA, pool(loaded("a", 0), down), random(1)))
                .isEqualTo(none(false, "every ready upstream was tried"));
        assertThat(policy.decide(triedA, pool(loaded("a", 0), upstream("c", 4, 4, 1, true)), random(1)))
                .isEqualTo(none(true, "every ready upstream is full"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-order", "least-in-flight", "power-of-two-choices", "round-robin", "session-affinity"})
    void aRequestGoesOnlyWhereItIsNotTooLarge(String name) {
        RoutingPolicy policy = RoutingPolicies.named(name);
        InferenceFacts large = new InferenceFacts("key", Set.of(), 0, 31);
        Upstream small = new Upstream("small", Tier.SERVERLESS, URI.create("http://small/v1"), 0, 4, 1, true, 30);
        Upstream other = new Upstream("other", Tier.SERVERLESS, URI.create("http://other/v1"), 3, 4, 1, true, 31);

        assertThat(chosenId(policy.decide(large, pool(small, other), random(1))))
                .isEqualTo("other");
        assertThat(policy.decide(large, pool(small), random(1)))
                .isEqualTo(none(false, "no ready upstream takes a body of this size"));
        assertThat(chosenId(policy.decide(ANY, pool(small), random(1)))).isEqualTo("small");
    }

    @Property(tries = 500)
    void choosesOnlyWhatIsReadyHasRoomAndWasNotTried(
            @ForAll long seed, @ForAll @IntRange(max = 40) int size, @ForAll boolean withKey) {
        Random chance = new Random(seed);
        List<Upstream> upstreams = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        for (int i = 0; i < size; i++) {
            int max = 1 + chance.nextInt(4);
            double weight = chance.nextBoolean() ? 1 : 0.1 + 0.9 * chance.nextDouble();
            upstreams.add(upstream("u" + i, chance.nextInt(max + 2), max, weight, chance.nextInt(3) > 0));
            if (chance.nextInt(3) == 0) {
                tried.add("u" + i);
            }
        }
        InferenceFacts facts = new InferenceFacts(withKey ? "key" + seed : null, tried, chance.nextLong());
        boolean possible = upstreams.stream().anyMatch(u -> u.ready() && u.hasRoom() && !tried.contains(u.id()));

        for (String name : RoutingPolicies.names()) {
            RoutingDecision decision =
                    RoutingPolicies.named(name).decide(facts, new UpstreamPool(upstreams, NOW), chance);
            assertThat(decision.reason()).isNotBlank();
            if (decision instanceof RoutingDecision.Chosen chosen) {
                assertThat(chosen.upstream().ready() && chosen.upstream().hasRoom())
                        .isTrue();
                assertThat(tried).doesNotContain(chosen.upstream().id());
            } else {
                assertThat(possible).as("%s: %s", name, decision).isFalse();
            }
        }
    }

    private static RoutingDecision none(boolean saturated, String reason) {
        return new RoutingDecision.None(saturated, reason);
    }
}
