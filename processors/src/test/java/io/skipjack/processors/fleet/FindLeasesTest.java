package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.provider.ListRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindLeasesTest {
    private final FleetStage stage = new FleetStage();

    @Test
    void everyRegionThatADeploymentNamesIsLookedAtOnce() throws Exception {
        stage.deployments.add(Fleets.deployment("other", "eu-west-1"));
        stage.deployments.add(Fleets.deployment("third", "eu-west-1"));

        assertThat(searches()).containsExactly(in("us-east-1", "eu-west-1"));
    }

    @Test
    void aReplicaKeepsItsRegionWatchedWhenItsDeploymentHasGone() throws Exception {
        stage.deployments.clear();
        stage.store.hold(Fleets.in(ReplicaState.ENDING, 1));

        assertThat(searches()).containsExactly(in("us-east-1"));
    }

    @Test
    void oneThatHasEndedDoesNot() throws Exception {
        stage.deployments.clear();
        stage.store.hold(Fleets.in(ReplicaState.ENDED, 1));

        assertThat(searches()).isEmpty();
    }

    private static LeaseSearch in(String... regions) {
        return new LeaseSearch("ec2", new ListRequest(MemoryFleet.OWNER, Set.of(regions)));
    }

    private List<LeaseSearch> searches() throws Exception {
        List<?> searches = FleetStage.run(new FindLeases(stage.control()), null)
                .getMessage()
                .getBody(List.class);
        return searches.stream().map(LeaseSearch.class::cast).toList();
    }
}
