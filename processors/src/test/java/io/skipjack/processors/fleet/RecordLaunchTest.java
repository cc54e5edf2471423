package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.Transitions;
import io.skipjack.domain.provider.LaunchRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RecordLaunchTest {
    private static final Replica INTENDED = Fleets.intended(1);
    private static final Refusal NO_CAPACITY =
            new Refusal(Fleets.SPOT_A, Refusal.Kind.CAPACITY, "InsufficientInstanceCapacity", "none now");

    private final FleetStage stage = new FleetStage();

    @Test
    void aLeaseIsWrittenDownAndWaitsToBeSeenRunning() throws Exception {
        stage.store.hold(INTENDED);
        health(new LaunchHealth(1, null, null, Fleets.NOW.minusSeconds(90)));

        record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of()));

        assertThat(stage.replica(1).lease()).isEqualTo(Fleets.lease(INTENDED));
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.PROVISIONING);
        assertThat(health().spotMissingSince()).as("spot is to be had again").isNull();
        assertThat(health().failures()).as("it has yet to get ready").isEqualTo(1);
    }

    @Test
    void offersRefusedBesideTheOneThatWasGivenAreLeftAlone() throws Exception {
        stage.store.hold(INTENDED);

        record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of(NO_CAPACITY)));

        assertThat(stage.store.avoided).containsEntry(Fleets.SPOT_A, Fleets.NOW.plus(Duration.ofMinutes(3)));
    }

    @Test
    void aRefusalEndsTheReplicaAndLeavesThePoolAlone() throws Exception {
        stage.store.hold(INTENDED);

        record(new LaunchOutcome.Refused(List.of(NO_CAPACITY)));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.ENDED);
        assertThat(stage.replica(1).endReason()).isEqualTo(EndReason.REFUSED);
        assertThat(stage.store.avoided).containsOnlyKeys(Fleets.SPOT_A);
        assertThat(health().spotMissingSince()).isEqualTo(Fleets.NOW);
        assertThat(health().halted()).isNull();
    }

    @Test
    void aFatalRefusalHaltsTheDeployment() throws Exception {
        stage.store.hold(INTENDED);

        record(new LaunchOutcome.Refused(
                List.of(new Refusal(null, Refusal.Kind.FATAL, "UnauthorizedOperation", "no right to launch"))));

        assertThat(health().halted()).isEqualTo("UnauthorizedOperation: no right to launch");
        assertThat(stage.store.avoided).isEmpty();
    }

    @Test
    void aLeaseThatComesWhenItsReplicaIsBeingGivenUpIsNotedSoThatItIsEnded() throws Exception {
        Replica ending =
                Transitions.ending(INTENDED, EndReason.SCALED_DOWN, "fewer wanted", Fleets.NOW.minusSeconds(1));
        stage.store.hold(ending);

        record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of()));

        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.ENDING);
        assertThat(stage.replica(1).lease()).isEqualTo(Fleets.lease(INTENDED));
    }

    @Test
    void theSameAnswerTwiceChangesNothing() throws Exception {
        stage.store.hold(INTENDED);
        record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of()));
        Replica after = stage.replica(1);

        stage.now = Fleets.NOW.plusSeconds(2);
        record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of()));

        assertThat(stage.replica(1)).isEqualTo(after);
    }

    @Test
    void aRouterThatWasOvertakenWritesNothing() {
        stage.store.hold(INTENDED);
        stage.overtaken();

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> record(new LaunchOutcome.Launched(Fleets.lease(INTENDED), List.of())));
        assertThat(stage.replica(1)).isEqualTo(INTENDED);
    }

    @Test
    void whatWasNeverIntendedIsAMistake() {
        assertThatIllegalStateException()
                .isThrownBy(() -> record(new LaunchOutcome.Refused(List.of(NO_CAPACITY))))
                .withMessageContaining("rack-1");
    }

    private void record(LaunchOutcome outcome) throws Exception {
        Exchange exchange = FleetStage.exchange(outcome);
        exchange.setVariable(
                "request",
                new LaunchRequest(
                        MemoryFleet.OWNER,
                        INTENDED.id(),
                        "model",
                        INTENDED.revision(),
                        Objects.requireNonNull(Fleets.RACK.fleet()),
                        INTENDED.intent()));
        new RecordLaunch(stage.control()).process(exchange);
    }

    private void health(LaunchHealth health) {
        stage.store.states.put("rack", Fleets.wanting("rack", 1, health));
    }

    private LaunchHealth health() {
        return Objects.requireNonNull(stage.store.states.get("rack")).health();
    }
}
