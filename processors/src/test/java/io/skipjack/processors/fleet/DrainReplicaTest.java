package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainReplicaTest {
    private static final Instant BY = Fleets.NOW.plusSeconds(95);

    private final FleetStage stage = new FleetStage();

    @Test
    void routingHearsOfItAndTheStoreKeepsUntilWhen() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));

        drain(EndReason.SCALED_DOWN);

        assertThat(stage.traffic.drained).containsExactly(Map.entry(Fleets.id(1), BY));
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.DRAINING);
        assertThat(stage.replica(1).drainBy()).isEqualTo(BY);
        assertThat(stage.replica(1).endReason()).isEqualTo(EndReason.SCALED_DOWN);
        assertThat(stage.store.avoided).isEmpty();
    }

    @Test
    void thePoolOfAReplicaThatIsTakenBackIsLeftAlone() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));

        drain(EndReason.INTERRUPTED);

        assertThat(stage.store.avoided).containsEntry(Fleets.SPOT_A, Fleets.NOW.plusSeconds(600));
    }

    @Test
    void oneThatIsFurtherOnStaysWhereItIs() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.ENDING, 1));

        drain(EndReason.SCALED_DOWN);

        assertThat(stage.replica(1)).isEqualTo(Fleets.in(ReplicaState.ENDING, 1));
        assertThat(stage.store.writes).isZero();
    }

    @Test
    void oneThatIsForgottenIsNobodysConcern() throws Exception {
        drain(EndReason.SCALED_DOWN);

        assertThat(stage.traffic.drained).isEmpty();
        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aRouterThatDoesNotLeadWritesNothing() {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(() -> drain(EndReason.SCALED_DOWN));
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.READY);
    }

    private void drain(EndReason why) throws Exception {
        FleetStage.run(
                new DrainReplica(stage.control(), stage.traffic),
                FleetStage.step(new FleetAction.Drain(Fleets.id(1), why, BY, "a test")));
    }
}
