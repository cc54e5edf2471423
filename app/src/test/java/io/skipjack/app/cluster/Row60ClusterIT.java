package io.skipjack.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import io.skipjack.e2e.TestRouter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routers that hear each other, lose each other and find each other again. */
class Row60ClusterIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final List<Member> members = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (Member member : members) {
            member.close();
        }
    }

    @Test
    void routersHearEachOtherAndALostOneFadesAway() throws Exception {
        start(3);
        await().atMost(SOON).until(() -> members.stream().allMatch(member -> member.hears(2)));
        Member one = members.getFirst();
        Member two = members.get(1);
        one.gossip.draining("rack/rack-7", Duration.ofSeconds(110));
        one.gossip.revoked("key-1");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> two.heardDraining.contains("rack/rack-7") && two.heardRevoked.contains("key-1"));
        assertThat(two.gossip.draining()).singleElement().satisfies(mark -> {
            assertThat(mark.upstream()).isEqualTo("rack/rack-7");
            assertThat(mark.left()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
        });
        assertThat(one.heardDraining).isEmpty();
        Member lost = members.removeLast();
        lost.close();
        assertThat(two.gossip.peers()).hasSize(2);
        await().atMost(SOON).until(() -> members.stream().allMatch(member -> member.hears(1)));
    }

    @Test
    void aSplitIsLivedThroughAndMendedWithAllThatWasSaidMeanwhile() throws Exception {
        start(2);
        Member one = members.getFirst();
        Member two = members.getLast();
        await().atMost(SOON).until(() -> one.hears(1) && two.hears(1));

        members.forEach(member -> member.way.cut());
        one.gossip.revoked("key-2");
        one.gossip.draining("rack/rack-8", null);
        // what was heard last is still there, then ages out
        assertThat(two.gossip.peers()).hasSize(1);
        await().atMost(SOON).until(() -> one.hears(0) && two.hears(0) && two.gossip.members() == 1);
        assertThat(two.heardRevoked).isEmpty();
        long before = System.nanoTime();
        two.gossip.draining("rack/rack-9", null);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));

        members.forEach(member -> member.way.mend());
        await().atMost(SOON).until(() -> one.hears(1) && two.hears(1));
        await().atMost(SOON).until(() -> two.heardRevoked.contains("key-2"));
        assertThat(one.drains()).containsExactlyInAnyOrder("rack/rack-8", "rack/rack-9");
        assertThat(two.drains()).containsExactlyInAnyOrder("rack/rack-8", "rack/rack-9");
    }

    private void start(int count) throws IOException {
        List<Cuttable> ways = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(TestRouter.freePort());
            ways.add(new Cuttable(ports.get(i)));
        }
        List<String> addresses =
                ways.stream().map(way -> "127.0.0.1:" + way.port()).toList();
        for (int i = 0; i < count; i++) {
            members.add(new Member("router-" + i, ports.get(i), ways.get(i), addresses));
        }
    }

    /** A router that says once what it sees. */
    private static final class Member implements AutoCloseable {
        final HazelcastGossip gossip;
        final Cuttable way;
        final Set<String> heardDraining = ConcurrentHashMap.newKeySet();
        final Set<String> heardRevoked = ConcurrentHashMap.newKeySet();

        Member(String name, int port, Cuttable way, List<String> addresses) {
            this.way = way;
            Config config = ClusterConfig.of(
                    new ClusterSettings(true, addresses, port, "127.0.0.1", "skipjack", "0123456789abcdef"));
            ((ServerSocketEndpointConfig) config.getAdvancedNetworkConfig()
                            .getEndpointConfigs()
                            .get(EndpointQualifier.MEMBER))
                    .setPublicAddress("127.0.0.1:" + way.port());
            gossip = new HazelcastGossip(config);
            gossip.onDraining(mark -> heardDraining.add(mark.upstream()));
            gossip.onRevoked(heardRevoked::add);
            gossip.publish(new RouterView(name, Instant.EPOCH, Map.of(), Map.of()));
            gossip.start();
        }

        List<String> drains() {
            return gossip.draining().stream().map(DrainingMark::upstream).toList();
        }

        boolean hears(int routers) {
            return new HashSet<>(gossip.peers()).size() == routers;
        }

        @Override
        public void close() throws IOException {
            gossip.close();
            way.close();
        }
    }
}
