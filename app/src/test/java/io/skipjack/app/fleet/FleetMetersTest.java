package io.skipjack.app.fleet;

import static io.skipjack.app.fleet.FleetExamples.in;
import static io.skipjack.app.fleet.FleetExamples.wanting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skipjack.app.watching.Replicas;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.LeaderEpoch;
import io.skipjack.domain.fleet.ReplicaState;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private OptionalLong epoch = OptionalLong.empty();
    private final LeaderEpoch leader = () -> epoch;
    private final FleetMeters meters = new FleetMeters(registry, leader, () -> List.of(FleetExamples.RACK));

    @Test
    void replicasAreCountedByStateAndThoseThatEndedAreNot() {
        meters.accept(new FleetSnapshot(
                List.of(
                        in(ReplicaState.PROVISIONING, 1),
                        in(ReplicaState.READY, 2),
                        in(ReplicaState.READY, 3),
                        in(ReplicaState.ENDED, 4)),
                List.of(wanting("rack", 3))));

        assertThat(replicas("ready")).isEqualTo(2);
        assertThat(replicas("provisioning")).isEqualTo(1);
        assertThat(replicas("ended")).isNull();
        assertThat(value("skipjack.replicas.wanted")).isEqualTo(3);
    }

    @Test
    void theCostIsThatOfTheLeasesHeldAndFallsToZero() {
        meters.accept(new FleetSnapshot(
                List.of(in(ReplicaState.PROVISIONING, 1), in(ReplicaState.READY, 2), in(ReplicaState.ENDING, 3)),
                List.of(wanting("rack", 1))));
        assertThat(value("skipjack.fleet.cost")).isCloseTo(0.6, within(1e-9));

        meters.accept(new FleetSnapshot(List.of(in(ReplicaState.ENDED, 2)), List.of(wanting("rack", 0))));

        assertThat(value("skipjack.fleet.cost")).isEqualTo(0);
        assertThat(value("skipjack.replicas.wanted")).isEqualTo(0);
        assertThat(replicas("ready")).as("zero, not stuck at what it was").isEqualTo(0);
    }

    @Test
    void statesThatNoReplicaIsInAreShownAsZero() {
        meters.accept(new FleetSnapshot(List.of(), List.of()));

        assertThat(replicas("provisioning")).isEqualTo(0);
        assertThat(replicas("draining")).isEqualTo(0);
    }

    @Test
    void haltedLaunchesAreOne() {
        meters.accept(new FleetSnapshot(List.of(), List.of(Replicas.wanting(1, "no rights"))));
        assertThat(value("skipjack.launches.halted")).isEqualTo(1);

        meters.accept(new FleetSnapshot(List.of(), List.of(Replicas.wanting(1, null))));
        assertThat(value("skipjack.launches.halted")).isEqualTo(0);
    }

    @Test
    void whoLeadsIsOne() {
        assertThat(value("skipjack.leader")).isEqualTo(0);

        epoch = OptionalLong.of(7);

        assertThat(value("skipjack.leader")).isEqualTo(1);
    }

    private @Nullable Double replicas(String state) {
        Gauge gauge = registry.find("skipjack.replicas")
                .tag("skipjack.state", state)
                .tag("skipjack.deployment", "rack")
                .tag("skipjack.capacity.type", "spot")
                .gauge();
        return gauge == null ? null : gauge.value();
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
