package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFleetsTest {
    private static final LaunchHealth HALTED = new LaunchHealth(0, null, "UnauthorizedOperation: no right", null);
    private static final Deployment CHANGED = Fleets.deployment("rack", Fleets.spec("us-east-1", "A10G"));

    private final FleetStage stage = new FleetStage();

    @Test
    void whatIsMissingIsLaunchedUnderTheNextNumbersOneStepEach() throws Exception {
        want(2, LaunchHealth.GOOD);
        stage.store.hold(Fleets.in(ReplicaState.ENDED, 7));

        List<FleetStep> steps = plan();

        assertThat(steps).extracting(FleetStep::kind).containsExactly("launch", "launch");
        assertThat(steps).extracting(step -> step.action().replica()).containsExactly(Fleets.id(8), Fleets.id(9));
    }

    @Test
    void aLaunchThatNobodyHeardOfIsRepeated() throws Exception {
        want(1, LaunchHealth.GOOD);
        stage.store.hold(Fleets.intended(1));

        List<FleetStep> steps = plan();

        assertThat(steps).hasSize(1);
        assertThat(steps.getFirst().kind()).isEqualTo("launch");
        assertThat(steps.getFirst().action())
                .isEqualTo(new FleetAction.RepeatLaunch(Fleets.id(1), "intended, and no answer known"));
    }

    @Test
    void endingsOfAllFleetsGoInOneStepSoThatTheyGoInOneCall() throws Exception {
        want(0, LaunchHealth.GOOD);
        Deployment other = Fleets.deployment("other", "us-east-1");
        stage.deployments.add(other);
        stage.store.hold(Fleets.in(ReplicaState.ENDING, 1));
        stage.store.hold(Fleets.in(ReplicaState.ENDING, other, 1));

        List<FleetStep> steps = plan();

        assertThat(steps).hasSize(1);
        assertThat(steps.getFirst().kind()).isEqualTo("end");
        assertThat(steps.getFirst().actions())
                .extracting(action -> action.replica().toString())
                .containsExactly("other-1", "rack-1");
    }

    @Test
    void theFleetOfADeploymentThatIsGoneIsDrained() throws Exception {
        stage.deployments.clear();
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));

        FleetAction.Drain drain = (FleetAction.Drain) plan().getFirst().action();

        assertThat(drain.why()).isEqualTo(EndReason.UNDEPLOYED);
        assertThat(drain.by()).isEqualTo(Fleets.NOW.plusSeconds(600));
    }

    @Test
    void nothingIsLaunchedForAHaltedDeploymentUntilItIsChanged() throws Exception {
        want(1, HALTED);
        stage.store.hold(Fleets.in(ReplicaState.ENDED, 1));

        assertThat(plan()).isEmpty();
        assertThat(stage.store.states.get("rack").health()).isEqualTo(HALTED);

        stage.deployments.set(0, CHANGED);

        assertThat(plan()).extracting(FleetStep::kind).containsExactly("launch");
        assertThat(stage.store.states.get("rack").health()).isEqualTo(LaunchHealth.GOOD);
        assertThat(stage.store.states.get("rack").wanted()).isEqualTo(1);
    }

    @Test
    void sinceWhenNoSpotIsToBeHadIsRememberedWhileNothingCouldBeLaunchedYet() throws Exception {
        LaunchHealth missing = new LaunchHealth(0, null, null, Fleets.NOW.minusSeconds(300));
        want(1, missing);

        plan();

        assertThat(stage.store.states.get("rack").health())
                .as("or the fallback to on demand would never come")
                .isEqualTo(missing);
    }

    @Test
    void aRouterThatDoesNotLeadPlansNothing() {
        want(1, LaunchHealth.GOOD);
        stage.leadsNoMore();

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(this::plan);
    }

    @Test
    void aFleetThatIsAsWantedIsLeftAsItIs() throws Exception {
        want(1, LaunchHealth.GOOD);
        Replica ready = Fleets.in(ReplicaState.READY, 1);
        stage.store.hold(ready);

        assertThat(plan()).isEmpty();
        assertThat(stage.store.writes).isZero();
    }

    private void want(int replicas, LaunchHealth health) {
        stage.store.states.put("rack", Fleets.wanting("rack", replicas, health));
    }

    private List<FleetStep> plan() throws Exception {
        List<?> steps = FleetStage.run(new PlanFleets(stage.control(), name -> false), null)
                .getMessage()
                .getBody(List.class);
        return steps.stream().map(FleetStep.class::cast).toList();
    }
}
