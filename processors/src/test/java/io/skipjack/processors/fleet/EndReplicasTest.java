package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndReplicasTest {
    private final FleetStage stage = new FleetStage();

    @Test
    void endingsAreWrittenDownAndTheLeasesOfAProviderGoTogether() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.DRAINING, 1));
        stage.store.hold(Fleets.in(ReplicaState.READY, 2));

        List<?> calls = end(EndReason.SCALED_DOWN, 1, 2);

        assertThat(calls)
                .isEqualTo(List.of(new ProviderLeases(
                        "ec2",
                        List.of(
                                Objects.requireNonNull(stage.replica(1).lease()),
                                Objects.requireNonNull(stage.replica(2).lease())))));
        assertThat(stage.store.replicas.values())
                .allSatisfy(replica -> assertThat(replica.state()).isEqualTo(ReplicaState.ENDING));
        assertThat(stage.traffic.drained)
                .as("what runs there moves now")
                .isEqualTo(Map.of(Fleets.id(1), Fleets.NOW, Fleets.id(2), Fleets.NOW));
    }

    @Test
    void oneThatIsEndingIsAskedForAgainWithoutBeingWrittenAgain() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.ENDING, 1));

        assertThat(end(EndReason.SCALED_DOWN, 1)).hasSize(1);
        assertThat(stage.store.writes).isZero();
        assertThat(stage.replica(1)).isEqualTo(Fleets.in(ReplicaState.ENDING, 1));
    }

    @Test
    void oneWithoutALeaseHasNothingToEndAtTheProvider() throws Exception {
        stage.store.hold(Fleets.intended(1));

        assertThat(end(EndReason.NEVER_READY, 1)).isEmpty();
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.ENDING);
    }

    @Test
    void launchesPauseAfterOneThatNeverGotReady() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.STARTING, 1));

        end(EndReason.NEVER_READY, 1);

        var health = Objects.requireNonNull(stage.store.states.get("rack")).health();
        assertThat(health.failures()).isEqualTo(1);
        assertThat(health.notBefore()).isEqualTo(Fleets.NOW.plus(Duration.ofSeconds(30)));
    }

    @Test
    void nothingIsEndedByARouterThatDoesNotLead() {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        stage.overtaken();

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(() -> end(EndReason.SCALED_DOWN, 1));
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.READY);
    }

    private List<?> end(EndReason why, int... numbers) throws Exception {
        List<FleetAction> actions = IntStream.of(numbers)
                .<FleetAction>mapToObj(number -> new FleetAction.Terminate(Fleets.id(number), why, "a test"))
                .toList();
        return FleetStage.run(new EndReplicas(stage.control(), stage.traffic), new FleetStep(FleetStep.END, actions))
                .getMessage()
                .getBody(List.class);
    }
}
