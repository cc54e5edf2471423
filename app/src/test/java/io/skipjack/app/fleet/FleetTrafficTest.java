package io.skipjack.app.fleet;

import static io.skipjack.app.fleet.FleetExamples.id;
import static io.skipjack.app.fleet.FleetExamples.in;
import static io.skipjack.app.fleet.FleetExamples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.app.cluster.DrainingMark;
import io.skipjack.app.cluster.UpstreamSight;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.Transitions;
import io.skipjack.processors.inference.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetTrafficTest {
    private static final FleetSnapshot ONE_READY = snapshot(in(ReplicaState.READY, 1));

    private final TrafficStage stage = new TrafficStage();
    private final FleetTraffic traffic = stage.traffic(new EngineKey("a-key", () -> null));

    @Test
    void thoseThatCanBeReachedGetProbedAndRequests() {
        traffic.offer(snapshot(
                in(ReplicaState.PROVISIONING, 1),
                in(ReplicaState.STARTING, 2),
                in(ReplicaState.READY, 3),
                in(ReplicaState.DRAINING, 4),
                in(ReplicaState.ENDING, 5),
                in(ReplicaState.ENDED, 6)));

        assertThat(stage.offered()).containsExactly("rack-2", "rack-3", "rack-4");
        assertThat(stage.entry(2).health().draining()).isFalse();
        assertThat(stage.entry(4).health().draining()).isTrue();
        assertThat(traffic.knows(id(5))).as("it still pays").isTrue();
        assertThat(traffic.knows(id(6))).isFalse();
    }

    @Test
    void aNoticeInTheStoreDrainsWithoutWaitingForTheLeader() {
        Interruption notice =
                new Interruption(Interruption.Kind.END, FleetExamples.NOW, FleetExamples.NOW.plusSeconds(120));
        Interruption risk = new Interruption(Interruption.Kind.RISK, FleetExamples.NOW, null);

        traffic.offer(snapshot(
                in(ReplicaState.READY, 1, new HostView(Map.of(), null, notice, null)),
                in(ReplicaState.READY, 2, new HostView(Map.of(), null, risk, null))));

        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(stage.left(1)).as("95 s on the fleet's clock").isEqualTo(Duration.ofMillis(9_500));
        assertThat(stage.entry(2).health().draining()).isFalse();
        assertThat(stage.entry(2).leaving()).isNull();
    }

    @Test
    void theTimeOfADrainInTheStoreIsToldAndANearerOneCounts() {
        Replica draining = Transitions.draining(
                in(ReplicaState.READY, 1),
                EndReason.SCALED_DOWN,
                FleetExamples.NOW.plusSeconds(600),
                "",
                FleetExamples.NOW);
        traffic.offer(snapshot(draining));
        assertThat(stage.left(1)).isEqualTo(Duration.ofSeconds(60));

        traffic.drain(id(1), FleetExamples.NOW.plusSeconds(100));
        traffic.offer(snapshot(draining));

        assertThat(stage.left(1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aDrainIsToldOnceAndAgainOnlyWhenItsTimeIsNearer() {
        traffic.offer(ONE_READY);

        traffic.drain(id(1), FleetExamples.NOW.plusSeconds(600));
        traffic.drain(id(1), FleetExamples.NOW.plusSeconds(600));
        traffic.drain(id(1), FleetExamples.NOW.plusSeconds(700));
        traffic.drain(id(1), FleetExamples.NOW.minusSeconds(1));

        assertThat(stage.gossip.draining)
                .containsExactly(
                        new DrainingMark("rack/rack-1", Duration.ofSeconds(60)),
                        new DrainingMark("rack/rack-1", Duration.ZERO));
        assertThat(stage.left(1)).isZero();
    }

    @Test
    void aTimeBeyondAllReasonIsADayAtMost() {
        traffic.offer(ONE_READY);

        traffic.drain(id(1), Instant.MAX);

        assertThat(stage.left(1)).isEqualTo(Duration.ofDays(1).dividedBy(TrafficStage.SPEED));
    }

    @Test
    void aDrainHoldsWhileTheStoreHasNotReadOfItAndWhenTheFilesAreReadAnew() {
        traffic.offer(ONE_READY);
        traffic.drain(id(1), FleetExamples.NOW.plusSeconds(600));
        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(stage.gossip.draining()).containsExactly(new DrainingMark("rack/rack-1", Duration.ofSeconds(60)));

        stage.serving.take();
        stage.serving.take(FleetExamples.RACK);
        traffic.offer(ONE_READY);

        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(stage.left(1)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatAnotherRouterDrainsIsDrainedAlsoWhereTheReplicaIsNotOfferedYet() {
        stage.gossip.peerDrains("rack/rack-1", null);
        stage.gossip.peerDrains("rack/rack-1", Duration.ofSeconds(7));

        traffic.offer(ONE_READY);

        assertThat(stage.entry(1).health().draining()).isTrue();
        assertThat(stage.left(1)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void nothingIsOfferedWhileNobodyKnowsTheEnginesKey() {
        AtomicReference<@Nullable String> found = new AtomicReference<>();
        FleetTraffic keyless = stage.traffic(new EngineKey(null, found::get, new Ticks()));
        keyless.offer(ONE_READY);
        assertThat(stage.offered()).isEmpty();

        found.set("a-key");
        keyless.offer(ONE_READY);

        assertThat(stage.offered()).containsExactly("rack-1");
    }

    @Test
    void requestsInFlightHereAndElsewhereAreOneSum() {
        traffic.offer(ONE_READY);
        stage.probedWell(1);
        stage.gossip.peerSees("router-2", "rack/rack-1", new UpstreamSight(true, 2, null));
        try (Slot slot = Objects.requireNonNull(stage.registry.acquire(stage.entry(1)))) {
            assertThat(slot).isNotNull();
            assertThat(traffic.inFlight(id(1))).isEqualTo(3);
        }
        assertThat(traffic.inFlight(id(1))).isEqualTo(2);
    }

    @Test
    void whatRunsOnAReplicaOfADeploymentThatIsGoneIsStillCounted() {
        traffic.offer(ONE_READY);
        stage.probedWell(1);
        Slot slot = Objects.requireNonNull(stage.registry.acquire(stage.entry(1)));

        stage.serving.take();
        traffic.offer(snapshot(in(ReplicaState.DRAINING, 1)));

        assertThat(traffic.inFlight(id(1)))
                .as("or it would be ended with the request on it")
                .isEqualTo(1);
        slot.close();
        assertThat(traffic.inFlight(id(1))).isZero();
    }

    @Test
    void itAnswersWhenItAnswersAnybody() {
        traffic.offer(
                snapshot(in(ReplicaState.STARTING, 1), in(ReplicaState.STARTING, 2), in(ReplicaState.STARTING, 3)));
        stage.probedWell(1);
        stage.gossip.peerSees("router-2", "rack/rack-2", new UpstreamSight(true, 0, null));

        assertThat(traffic.answers(id(1))).isTrue();
        assertThat(traffic.answers(id(2))).isTrue();
        assertThat(traffic.answers(id(3))).isFalse();
        assertThat(traffic.answers(id(9))).isFalse();
    }
}
