package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForgetEndedTest {
    private final FleetStage stage = new FleetStage();

    @Test
    void whatEndedLongAgoIsForgottenAndItsNumberIsNot() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        stage.store.hold(Fleets.in(ReplicaState.ENDED, 2));
        forget();
        assertThat(stage.store.replicas).hasSize(2);

        stage.now = Fleets.NOW.plus(Duration.ofHours(72));
        forget();

        assertThat(stage.store.replicas).containsOnlyKeys(Fleets.id(1));
        assertThat(stage.store.nextNumber("rack")).isEqualTo(3);
    }

    @Test
    void onlyTheLeaderForgets() {
        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(this::forget);
    }

    private void forget() throws Exception {
        FleetStage.run(new ForgetEnded(stage.control()), null);
    }
}
