package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowFleetTest {
    private static final LoadSample LOAD = new LoadSample(1, 2, 3, Duration.ofSeconds(20));

    private final FleetStage stage = new FleetStage();

    @Test
    void everyRouterOffersTheReplicasAndNotesItsLoad() throws Exception {
        stage.leadsNoMore();
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));

        follow(Map.of("rack", LOAD));

        assertThat(stage.traffic.offered.replicas()).containsExactly(Fleets.in(ReplicaState.READY, 1));
        assertThat(stage.store.loads).containsExactly(Map.entry("router-1", Map.of("rack", LOAD)));
    }

    @Test
    void whereThereIsNoFleetNothingIsNoted() throws Exception {
        follow(Map.of());

        assertThat(stage.store.loads).isEmpty();
    }

    @Test
    void whileTheStoreIsAwayTheReplicasStayAsTheyWere() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        follow(Map.of());
        stage.store.away = true;

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> follow(Map.of()));

        assertThat(stage.traffic.offered.replicas()).hasSize(1);
    }

    private void follow(Map<String, LoadSample> loads) throws Exception {
        FleetStage.run(new FollowFleet(stage.control(), stage.traffic, () -> loads), null);
    }
}
