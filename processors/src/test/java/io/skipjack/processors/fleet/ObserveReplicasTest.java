package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.ObservedLease.Status;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ObserveReplicasTest {
    private static final Replica STARTING = Fleets.in(ReplicaState.STARTING, 1);
    private static final Replica READY = Fleets.in(ReplicaState.READY, 1);

    private final FleetStage stage = new FleetStage();

    @Test
    void aLaunchWhoseAnswerNeverCameIsFoundByItsToken() throws Exception {
        stage.store.hold(Fleets.intended(1));

        look("ec2", Fleets.observed(Fleets.intended(1), Status.RUNNING));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.STARTING);
        assertThat(stage.replica(1).lease()).isEqualTo(Fleets.lease(Fleets.intended(1)));
    }

    @Test
    void anEngineThatAnswersMakesItReadyAndLaunchesGood() throws Exception {
        stage.store.hold(STARTING);
        stage.store.states.put("rack", Fleets.wanting("rack", 1, new LaunchHealth(3, Fleets.NOW, null, null)));
        stage.traffic.answering.add(Fleets.id(1));

        look("ec2", Fleets.observed(STARTING, Status.RUNNING));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.READY);
        assertThat(stage.replica(1).readyAt()).isEqualTo(Fleets.NOW);
        assertThat(Objects.requireNonNull(stage.store.states.get("rack")).health())
                .isEqualTo(LaunchHealth.GOOD);
    }

    @Test
    void whatIsAsBeforeIsNotWritten() throws Exception {
        stage.store.hold(READY);
        stage.traffic.answering.add(Fleets.id(1));

        look("ec2", Fleets.observed(READY, Status.RUNNING));

        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aLeaseThatIsGoneWithoutAWordEndsItsReplicaAndItsPoolIsLeftAlone() throws Exception {
        stage.store.hold(READY);

        look("ec2", Fleets.observed(READY, Status.GONE));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.ENDED);
        assertThat(stage.replica(1).endReason()).isEqualTo(EndReason.LOST);
        assertThat(stage.store.avoided).containsEntry(Fleets.SPOT_A, Fleets.NOW.plusSeconds(600));
    }

    @Test
    void aDrainingReplicaEndsWhenNothingRunsOnItAtAnyRouter() throws Exception {
        Replica draining = Fleets.in(ReplicaState.DRAINING, 1);
        stage.store.hold(draining);
        stage.traffic.open.put(Fleets.id(1), 1);
        look("ec2", Fleets.observed(draining, Status.RUNNING));
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.DRAINING);

        stage.traffic.open.clear();
        look("ec2", Fleets.observed(draining, Status.RUNNING));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.ENDING);
    }

    @Test
    void anotherProvidersListingSaysNothingOfIt() throws Exception {
        stage.store.hold(READY);

        look("other");

        assertThat(stage.replica(1)).isEqualTo(READY);
        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aRouterThatDoesNotLeadWritesNothing() {
        stage.store.hold(READY);
        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> look("ec2", Fleets.observed(READY, Status.GONE)));
        assertThat(stage.replica(1)).isEqualTo(READY);
    }

    private void look(String provider, ObservedLease... leases) throws Exception {
        Exchange exchange = FleetStage.exchange(new Listing(List.of(leases), Set.of("us-east-1")));
        exchange.setVariable("provider", provider);
        new ObserveReplicas(stage.control(), stage.traffic).process(exchange);
    }
}
