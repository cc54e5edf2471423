package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.scaling.ScalingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FleetControlTest {
    private static final LaunchHealth NONE_FAILED = LaunchHealth.GOOD;

    private final FleetStage stage = new FleetStage();

    @Test
    void aFleetBeginsWithItsLeastReplicas() {
        FleetSpec spec = Objects.requireNonNull(Fleets.RACK.fleet());
        ScalingPolicy two =
                new ScalingPolicy(ScalingPolicy.Metric.QPS, 2, 3, 10, 10, Duration.ZERO, Duration.ofSeconds(60));
        Deployment kept = Fleets.deployment(
                "kept", new FleetSpec(spec.gpu(), spec.engine(), spec.placement(), two, 1, 0, null, null));
        stage.deployments.add(kept);

        assertThat(stage.control().look().state("kept").wanted()).isEqualTo(2);
        assertThat(stage.control().look().state("nobody's").wanted()).isZero();
    }

    @Test
    void manyChangesAtOnceUndoNoneOfThem() throws Exception {
        FleetControl control = stage.control();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(threads.submit(() -> control.changeHealth(
                        "rack", health -> new LaunchHealth(health.failures() + 1, null, null, null))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(stage.store.states.get("rack").health().failures()).isEqualTo(100);
    }

    @Test
    void aChangeThatChangesNothingIsNotWritten() {
        stage.control().changeHealth("rack", health -> NONE_FAILED);

        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aRouterThatDoesNotLeadHasNoEpochToWriteUnder() {
        assertThat(stage.control().epoch()).isEqualTo(1);

        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> stage.control().epoch());
    }

    @Test
    void oneReplicaIsFoundAmongTheOthers() {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        stage.store.hold(Fleets.in(ReplicaState.ENDED, 2));

        assertThat(stage.store.find(Fleets.id(2))).isEqualTo(Fleets.in(ReplicaState.ENDED, 2));
        assertThat(stage.store.find(Fleets.id(3))).isNull();
    }
}
