package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetRevision;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchHealth;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.LaunchTokens;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.PricedOffer;
import io.skipjack.domain.provider.LaunchRequest;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntendLaunchTest {
    private final FleetStage stage = new FleetStage();
    private final FleetAction launch = new FleetAction.Launch(Fleets.id(1), CapacityType.SPOT, "1 wanted");

    @BeforeEach
    void prices() {
        stage.store.states.put("rack", Fleets.wanting("rack", 3, LaunchHealth.GOOD));
        stage.store.prices.put(Fleets.SPOT_A, Fleets.quote(Fleets.SPOT_A, "0.30"));
        stage.store.prices.put(Fleets.SPOT_B, Fleets.quote(Fleets.SPOT_B, "0.31"));
    }

    @Test
    void whatIsAskedOfTheProviderIsWrittenDownByThen() throws Exception {
        Exchange exchange = intend(launch);

        LaunchRequest request = exchange.getMessage().getBody(LaunchRequest.class);
        assertThat(exchange.getVariable("provider")).isEqualTo("ec2");
        assertThat(request.owner()).isEqualTo(MemoryFleet.OWNER);
        assertThat(request.model()).isEqualTo("model-of-rack");
        assertThat(request.revision()).isEqualTo(FleetRevision.of(Fleets.RACK));
        assertThat(request.intent().token()).isEqualTo(LaunchTokens.token(MemoryFleet.OWNER, Fleets.id(1), 1));
        assertThat(request.intent().offers())
                .extracting(PricedOffer::offer)
                .containsExactly(Fleets.SPOT_A, Fleets.SPOT_B);
        assertThat(stage.replica(1).intent()).isEqualTo(request.intent());
        assertThat(stage.replica(1).state()).isEqualTo(ReplicaState.PROVISIONING);
    }

    @Test
    void aRepeatIsTheVerySameCall() throws Exception {
        LaunchRequest first = intend(launch).getMessage().getBody(LaunchRequest.class);
        stage.now = Fleets.NOW.plusSeconds(30);
        stage.store.prices.clear();

        Exchange again = intend(new FleetAction.RepeatLaunch(Fleets.id(1), "no answer known"));

        assertThat(again.getMessage().getBody()).isEqualTo(first);
        assertThat(stage.store.writes).isEqualTo(1);
    }

    @Test
    void whatIsBeingAskedForIsNotAskedForAgainUntilTheAnswerIsThere() throws Exception {
        IntendLaunch step = new IntendLaunch(stage.control(), stage.market);
        FleetStep repeat = FleetStage.step(new FleetAction.RepeatLaunch(Fleets.id(1), "no answer known"));
        Exchange first = FleetStage.run(step, FleetStage.step(launch));

        assertThat(FleetStage.run(step, repeat).isRouteStop()).isTrue();

        first.getMessage().setBody(new LaunchOutcome.Refused(List.of()));
        first.getExchangeExtension().handoverCompletions().forEach(after -> after.onComplete(first));

        assertThat(FleetStage.run(step, repeat).isRouteStop()).isFalse();
    }

    @Test
    void oneThatIsBeingGivenUpIsNotAskedForAgain() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.ENDING, 1));

        assertThat(intend(new FleetAction.RepeatLaunch(Fleets.id(1), "")).isRouteStop())
                .isTrue();
    }

    @Test
    void nothingIsAskedOfTheProviderWhenTheIntentCannotBeWritten() {
        stage.overtaken();

        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(() -> intend(launch));
        stage.store.epoch = 1;
        stage.store.away = true;
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> intend(launch));
        stage.store.away = false;
        stage.leadsNoMore();
        assertThatExceptionOfType(StaleEpochException.class).isThrownBy(() -> intend(launch));
        assertThat(stage.store.replicas).isEmpty();
    }

    @Test
    void theBoundOnAllReplicasHolds() throws Exception {
        stage.limits = new FleetLimits(1, null);
        stage.store.hold(Fleets.in(ReplicaState.ENDING, Fleets.deployment("other", "us-east-1"), 1));

        assertThat(intend(launch).isRouteStop()).isTrue();
        assertThat(stage.store.replicas).hasSize(1);
    }

    @Test
    void theBoundOnCostIsToldToTheProviderAsACapAndHoldsWithIt() throws Exception {
        stage.limits = new FleetLimits(20, Money.ofDollars("0.7"));

        LaunchRequest request = intend(launch).getMessage().getBody(LaunchRequest.class);
        assertThat(request.intent().offers().getFirst().cap()).isEqualTo(Money.ofDollars("0.36"));

        Exchange second = intend(new FleetAction.Launch(Fleets.id(2), CapacityType.SPOT, "2 wanted"));
        assertThat(second.isRouteStop()).as("0.36 and 0.36 are above 0.7").isTrue();
        assertThat(stage.store.replicas).containsOnlyKeys(Fleets.id(1));
    }

    @Test
    void whatWasRefusedLatelyIsNotAskedFor() throws Exception {
        stage.store.avoided.put(Fleets.SPOT_A, Fleets.NOW.plusSeconds(60));

        LaunchRequest request = intend(launch).getMessage().getBody(LaunchRequest.class);

        assertThat(request.intent().offers()).extracting(PricedOffer::offer).containsExactly(Fleets.SPOT_B);
    }

    @Test
    void noReplacementIsBoughtWhereOneOfOursIsBeingTakenBack() throws Exception {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        Interruption notice = new Interruption(Interruption.Kind.END, Fleets.NOW, Fleets.NOW.plusSeconds(120));
        stage.store.report(new HostReport(Fleets.id(1), "i-rack-1", Fleets.NOW, null, notice, null), Fleets.NOW);

        Exchange exchange = intend(new FleetAction.Launch(Fleets.id(2), CapacityType.SPOT, ""));

        assertThat(exchange.getMessage().getBody(LaunchRequest.class).intent().offers())
                .extracting(PricedOffer::offer)
                .containsExactly(Fleets.SPOT_B);
    }

    @Test
    void anotherReplicaOnItsWayCountsForItsZoneBeforeItHasALease() throws Exception {
        stage.store.hold(Fleets.intended(1));

        Exchange exchange = intend(new FleetAction.Launch(Fleets.id(2), CapacityType.SPOT, ""));

        assertThat(exchange.getMessage().getBody(LaunchRequest.class).intent().offers())
                .extracting(PricedOffer::offer)
                .containsExactly(Fleets.SPOT_B);
    }

    @Test
    void sinceWhenThereIsNoSpotIsNoted() throws Exception {
        stage.store.prices.clear();

        assertThat(intend(launch).isRouteStop()).isTrue();
        stage.now = Fleets.NOW.plusSeconds(40);
        assertThat(intend(launch).isRouteStop()).isTrue();

        assertThat(Objects.requireNonNull(stage.store.states.get("rack"))
                        .health()
                        .spotMissingSince())
                .isEqualTo(Fleets.NOW);
        assertThat(stage.store.replicas).isEmpty();
    }

    @Test
    void ofTwoTurnsThatOverlapTheSecondLaunchesOnlyWhatIsStillMissing() throws Exception {
        stage.store.states.put("rack", Fleets.wanting("rack", 1, LaunchHealth.GOOD));
        FleetAction.Launch asTheOtherTurnPlannedIt =
                new FleetAction.Launch(Fleets.id(2), CapacityType.SPOT, "1 wanted, 0 there");

        assertThat(intend(launch).isRouteStop()).isFalse();
        assertThat(intend(asTheOtherTurnPlannedIt).isRouteStop()).isTrue();

        assertThat(stage.store.replicas).containsOnlyKeys(Fleets.id(1));
    }

    @Test
    void aDeploymentThatIsGoneLaunchesNothing() throws Exception {
        stage.deployments.clear();

        assertThat(intend(launch).isRouteStop()).isTrue();
        assertThat(stage.store.writes).isZero();
    }

    private Exchange intend(FleetAction action) throws Exception {
        return FleetStage.run(
                new IntendLaunch(stage.control(), new Market(stage.store, stage.events::add)), FleetStage.step(action));
    }
}
