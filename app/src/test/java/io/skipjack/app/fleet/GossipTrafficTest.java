package io.skipjack.app.fleet;

import static io.skipjack.app.fleet.FleetExamples.id;
import static io.skipjack.app.fleet.FleetExamples.in;
import static io.skipjack.app.fleet.FleetExamples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.app.cluster.RouterView;
import io.skipjack.app.cluster.UpstreamSight;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GossipTrafficTest {
    private final TrafficStage stage = new TrafficStage();
    private final Instant now = stage.now;
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
        assertThat(told.at()).isEqualTo(now);
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
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 0, now.plusSeconds(20)));

        peers.exchange();
        peers.exchange();

        assertThat(stage.entry(1).health().available(now.plusSeconds(19))).isFalse();
        assertThat(stage.entry(1).health().available(now.plusSeconds(20))).isTrue();
        assertThat(stage.gossip.published)
                .allSatisfy(view -> assertThat(view.upstreams())
                        .isEqualTo(Map.of("rack/rack-1", new UpstreamSight(true, 0, null))));
    }

    @Test
    void oneThatIsOverIsNotHeeded() {
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 0, now));

        peers.exchange();

        assertThat(stage.entry(1).health().available(now)).isTrue();
    }

    @Test
    void anEjectionOfOurOwnIsToldWhileItLasts() {
        for (int i = 0; i < 3; i++) {
            stage.registry.record(stage.entry(1), new LegReport(LegOutcome.FAILED, null, null), now);
        }

        peers.exchange();
        stage.now = now.plus(Duration.ofMinutes(1));
        peers.exchange();

        assertThat(stage.gossip.published)
                .extracting(view -> view.upstreams().get("rack/rack-1").ejectedUntil())
                .containsExactly(now.plusSeconds(10), null);
    }

    @Test
    void aDrainThatIsHeardOfHoldsAtOnceAndOneOfNobodysUpstreamIsIgnored() {
        stage.gossip.peerDrains("rack/rack-9", null);
        stage.gossip.peerDrains("nonsense", Duration.ZERO);
        stage.gossip.peerDrains("rack/rack-1", Duration.ofSeconds(110));

        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(stage.left(1)).isEqualTo(Duration.ofSeconds(110));
        assertThat(peers.draining()).contains(new DrainingMark("rack/rack-1", Duration.ofSeconds(110)));
    }

    @Test
    void aDrainIsToldUnderTheNameTheOthersKnow() {
        peers.tellDraining(id(1), Duration.ofSeconds(5));

        assertThat(stage.gossip.draining).containsExactly(new DrainingMark("rack/rack-1", Duration.ofSeconds(5)));
    }
}
