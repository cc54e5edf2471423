package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.ObservedLease.Status;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 200 fleets of five: what a turn of the control loops reads must not grow with the square of them. */
class ManyReplicasTest {
    private static final int FLEETS = 200;
    private static final int EACH = 5;

    private final FleetStage stage = new FleetStage();
    private final List<ObservedLease> leases = new ArrayList<>();

    @BeforeEach
    void many() {
        stage.deployments.clear();
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            Deployment deployment = Fleets.deployment("fleet-" + fleet, "us-east-1");
            stage.deployments.add(deployment);
            stage.store.states.put(deployment.name(), Fleets.wanting(deployment.name(), EACH, LaunchHealth.GOOD));
            for (int number = 1; number <= EACH; number++) {
                Replica replica = Fleets.in(ReplicaState.STARTING, deployment, number);
                stage.store.hold(replica);
                leases.add(Fleets.observed(replica, Status.RUNNING));
            }
        }
    }

    @Test
    void aThousandStepsInOneTurnReadTheStoreAsOften() throws Exception {
        stage.store.replicas.keySet().forEach(stage.traffic.answering::add);
        stage.store.snapshots = 0;

        new ObserveReplicas(stage.control(), stage.traffic).process(look());

        assertThat(stage.store.replicas.values())
                .allSatisfy(replica -> assertThat(replica.state()).isEqualTo(ReplicaState.READY));
        assertThat(stage.store.snapshots).as("each is of a thousand rows").isLessThan(5);
    }

    private Exchange look() {
        Exchange exchange = FleetStage.exchange(new Listing(leases, Set.of("us-east-1")));
        exchange.setVariable("provider", "ec2");
        return exchange;
    }
}
