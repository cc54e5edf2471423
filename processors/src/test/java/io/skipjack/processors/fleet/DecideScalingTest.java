package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecideScalingTest {
    private static final LaunchHealth HALTED = new LaunchHealth(5, null, "it cannot boot", null);

    private final FleetStage stage = new FleetStage();

    @Test
    void theLoadsOfAllRoutersTogetherMakeTheWantedNumber() throws Exception {
        load("router-1", 12);
        load("router-2", 9);

        decide();

        FleetState state = stage.store.states.get("rack");
        assertThat(state.wanted()).isEqualTo(3);
        assertThat(state.scalingReason()).contains("21.0 open");
        assertThat(state.scaling().moreSince()).isNull();
    }

    @Test
    void whatIsKnownOfLaunchesIsKept() throws Exception {
        stage.store.states.put("rack", Fleets.wanting("rack", 1, HALTED));
        load("router-1", 15);

        decide();

        assertThat(stage.store.states.get("rack").wanted()).isEqualTo(2);
        assertThat(stage.store.states.get("rack").health()).isEqualTo(HALTED);
    }

    @Test
    void aTurnThatChangesNothingWritesNothing() throws Exception {
        stage.store.states.put("rack", Fleets.wanting("rack", 1, LaunchHealth.GOOD));
        load("router-1", 9);

        decide();

        assertThat(stage.store.writes).isZero();
    }

    @Test
    void aDelayThatBeginsIsRememberedSoThatAnotherLeaderGoesOnWithIt() throws Exception {
        stage.store.states.put("rack", Fleets.wanting("rack", 2, LaunchHealth.GOOD));

        decide();

        assertThat(stage.store.states.get("rack").wanted()).isEqualTo(2);
        assertThat(stage.store.states.get("rack").scaling().fewerSince()).isEqualTo(Fleets.NOW);

        stage.now = Fleets.NOW.plusSeconds(60);
        decide();

        assertThat(stage.store.states.get("rack").wanted()).isZero();
    }

    @Test
    void aDeploymentThatIsGoneWantsNothingSoThatItsNextOfThatNameBeginsAnew() throws Exception {
        stage.store.states.put("rack", Fleets.wanting("rack", 3, HALTED));
        stage.deployments.clear();

        decide();
        decide();

        assertThat(stage.store.states.get("rack").wanted()).isZero();
        assertThat(stage.store.states.get("rack").health()).isEqualTo(HALTED);
        assertThat(stage.store.writes).isEqualTo(1);
    }

    @Test
    void aRouterThatDoesNotLeadDecidesNothing() {
        stage.leadsNoMore();
        load("router-1", 30);

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(this::decide);
        assertThat(stage.store.states).isEmpty();
    }

    @Test
    void oneThatWasOvertakenWritesNothing() {
        stage.overtaken();
        load("router-1", 30);

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(this::decide);
        assertThat(stage.store.states).isEmpty();
    }

    private void load(String router, double open) {
        stage.store.loads.put(router, Map.of("rack", new LoadSample(1, open, 0, Duration.ofSeconds(20))));
    }

    private void decide() throws Exception {
        FleetStage.run(new DecideScaling(stage.control()), null);
    }
}
