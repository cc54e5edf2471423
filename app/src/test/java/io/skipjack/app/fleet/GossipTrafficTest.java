package io.skipjack.app.fleet;

import static io.skipjack.app.fleet.FleetExamples.NOW;
import static io.skipjack.app.fleet.FleetExamples.id;
import static io.skipjack.app.fleet.FleetExamples.in;
import static io.skipjack.app.fleet.FleetExamples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.cluster.RouterView;
import io.skipjack.app.cluster.UpstreamSight;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GossipTrafficTest {
    private final TrafficStage stage = new TrafficStage();
    private final GossipTraffic peers = stage.peers;

    @BeforeEach
    void oneReplicaThatAnswers() {
        stage.traffic(new EngineKey("a-key", () -> null)).offer(snapshot(in(ReplicaState.READY, 1)));
        stage.probedWell(1);
        stage.gossip.published.clear();
    }

    @Test
    void whatIsSeenHereIsTold() {
        peers.exchange();

        RouterView told = stage.gossip.published.getFirst();
        assertThat(told.routerId()).isEqualTo("router-1");
        assertThat(told.at()).isEqualTo(NOW);
        assertThat(told.upstreams()).isEqualTo(Map.of("rack/rack-1", new UpstreamSight(true, 0, null)));
        assertThat(told.waiting()).isEqualTo(Map.of("rack", 0));
    }

    @Test
    void requestsOfAllPeersAreSummed() {
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 2, null));
        stage.gossip.peerSees("router-3", "rack/rack-1", new UpstreamSight(false, 5, null));
        stage.gossip.peerSees("router-4", "rack/rack-2", new UpstreamSight(false, 7, null));

        assertThat(peers.inFlight(id(1))).isEqualTo(7);
        assertThat(peers.answers(id(1))).isTrue();
        assertThat(peers.answers(id(2))).isFalse();
    }

    @Test
    void anEjectionHeardOfIsHeededForItsTimeAndNotToldOn() {
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 0, NOW.plusSeconds(20)));

        peers.exchange();
        peers.exchange();

        assertThat(stage.entry(1).health().available(NOW.plusSeconds(19))).isFalse();
        assertThat(stage.entry(1).health().available(NOW.plusSeconds(20))).isTrue();
        assertThat(stage.gossip.published)
                .allSatisfy(view -> assertThat(view.upstreams())
                        .isEqualTo(Map.of("rack/rack-1", new UpstreamSight(true, 0, null))));
    }

    @Test
    void oneThatIsOverIsNotHeeded() {
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 0, NOW));

        peers.exchange();

        assertThat(stage.entry(1).health().available(NOW)).isTrue();
    }

    @Test
    void anEjectionOfOurOwnIsToldWhileItLasts() {
        for (int i = 0; i < 3; i++) {
            stage.registry.record(stage.entry(1), new LegReport(LegOutcome.FAILED, null, null), NOW);
        }

        peers.exchange();
        stage.now = NOW.plus(Duration.ofMinutes(1));
        peers.exchange();

        assertThat(stage.gossip.published)
                .extracting(view -> view.upstreams().get("rack/rack-1").ejectedUntil())
                .containsExactly(NOW.plusSeconds(10), null);
    }

    @Test
    void aDrainThatIsHeardOfHoldsAtOnceAndOneOfNobodysUpstreamIsIgnored() {
        stage.gossip.peerDrains("rack/rack-9");
        stage.gossip.peerDrains("nonsense");
        stage.gossip.peerDrains("rack/rack-1");

        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(peers.draining()).contains("rack/rack-1");
    }

    @Test
    void aDrainIsToldUnderTheNameTheOthersKnow() {
        peers.tellDraining(id(1));

        assertThat(stage.gossip.draining).containsExactly("rack/rack-1");
    }
}
