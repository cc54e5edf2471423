package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies as a client sees them, and the surplus that spills over. */
class RoutingPoliciesIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void roundRobinTakesTurns() {
        try (Fleet fleet = fleet(3, ", routing_policy: round-robin")) {
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                order.add(fleet.chat().header("x-skipjack-upstream"));
            }
            assertThat(order.subList(0, 3)).containsExactlyInAnyOrder("spot-1", "spot-2", "spot-3");
            assertThat(order.subList(3, 6)).isEqualTo(order.subList(0, 3));
            assertThat(order.subList(6, 9)).isEqualTo(order.subList(0, 3));
        }
    }

    @Test
    void sessionAffinityKeepsAKeyOnItsUpstream() {
        try (Fleet fleet = fleet(3, ", routing_policy: session-affinity, affinity_header: x-session-id")) {
            Set<String> used = new HashSet<>();
            for (int session = 0; session < 8; session++) {
                Set<String> ofSession = new HashSet<>();
                for (int i = 0; i < 3; i++) {
                    ofSession.add(WireCall.post(
                                    router,
                                    "/v1/chat/completions",
                                    TestRouter.chatBody(fleet.model(), ""),
                                    "X-Session-Id: s" + session)
                            .header("x-skipjack-upstream"));
                }
                assertThat(ofSession).hasSize(1);
                used.addAll(ofSession);
            }
            assertThat(used.size()).isGreaterThan(1);

            Set<String> ofUser = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                ofUser.add(
                        WireCall.chat(router, fleet.model(), "\"user\":\"me\"").header("x-skipjack-upstream"));
            }
            assertThat(ofUser).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"least-in-flight", "power-of-two-choices"})
    void concurrentRequestsSpreadOut(String policy) {
        try (Fleet fleet = fleet(2, ", routing_policy: " + policy)) {
            Map<String, Integer> share = atOnce(fleet, 8);
            assertThat(share.get("spot-1")).isBetween(3, 5);
            assertThat(share.get("spot-2")).isBetween(3, 5);
        }
    }

    @Test
    void theSurplusSpillsOverAndTheRestStays() {
        try (Fleet fleet = fleet(2, ", max_in_flight_per_upstream: 2")) {
            assertThat(atOnce(fleet, 10)).isEqualTo(Map.of("spot-1", 2, "spot-2", 2, "serverless-1", 6));
            Fleet.assertWhole(fleet.chat());
            assertThat(fleet.chat().header("x-skipjack-tier")).isEqualTo("spot");
        }
    }

    private Fleet fleet(int spot, String keys) {
        return Fleet.deploy(router, spot, 1, UnaryOperator.identity(), keys, "");
    }

    /** Who answered how many, all of them open at the same time. */
    private static Map<String, Integer> atOnce(Fleet fleet, int requests) {
        fleet.all().forEach(engine -> engine.slow(100));
        List<CompletableFuture<WireAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(WireCall.later(fleet::stream));
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> fleet.asked() == requests);
        fleet.all().forEach(engine -> engine.slow(1));
        Map<String, Integer> share = new HashMap<>();
        for (CompletableFuture<WireAnswer> answer : answers) {
            Fleet.assertWhole(answer.join());
            share.merge(answer.join().header("x-skipjack-upstream"), 1, Integer::sum);
        }
        return share;
    }
}
