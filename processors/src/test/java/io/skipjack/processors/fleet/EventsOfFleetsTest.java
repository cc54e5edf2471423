package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.fleet.EndReason;
import io.skipjack.domain.fleet.FleetAction;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.HostView;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Listing;
import io.skipjack.domain.fleet.ObservedLease.Status;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.provider.LaunchRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What the steps of the loops note for operators, and that each transition is noted once. */
class EventsOfFleetsTest {
    private static final Replica READY = Fleets.in(ReplicaState.READY, 1);
    private static final Interruption END =
            new Interruption(Interruption.Kind.END, Fleets.NOW, Fleets.NOW.plusSeconds(120));
    private static final HostView TAKEN = new HostView(Map.of(), Fleets.NOW, END, null);

    private final FleetStage stage = new FleetStage();

    @Test
    void aReplicaIsRequestedOnceThoughItsLaunchIsRepeated() throws Exception {
        stage.market.take(1, List.of(Fleets.quote(Fleets.SPOT_A, "0.30")), Fleets.NOW);
        stage.store.states.put("rack", Fleets.wanting("rack", 1, io.skipjack.domain.fleet.LaunchHealth.GOOD));
        IntendLaunch intend = new IntendLaunch(stage.control(), stage.market);
        FleetStep launch = FleetStage.step(new FleetAction.Launch(Fleets.id(1), CapacityType.SPOT, "load needs 1"));

        FleetStage.run(intend, launch);
        FleetStage.run(intend, launch);
        FleetStage.run(intend, FleetStage.step(new FleetAction.RepeatLaunch(Fleets.id(1), "no answer")));

        assertThat(kinds()).containsExactly("replica.requested");
        assertThat(stage.events.getFirst().facts())
                .containsEntry("provider", "ec2")
                .containsEntry("zone", "us-east-1a")
                .containsEntry("gpu", "L4:1");
    }

    @Test
    void gettingReadyIsToldWithHowLongItTook() throws Exception {
        Replica starting = Fleets.in(ReplicaState.STARTING, 1);
        stage.store.hold(starting);
        stage.traffic.answering.add(Fleets.id(1));

        look(Status.RUNNING, starting);
        look(Status.RUNNING, starting);

        assertThat(kinds()).containsExactly("replica.ready");
        assertThat(stage.events.getFirst().text()).isEqualTo("rack-1 is ready, 90 s after it was requested");
        assertThat(stage.events.getFirst().deployment()).isEqualTo("rack");
        assertThat(stage.events.getFirst().subject()).isEqualTo("rack-1");
    }

    /** The router that hears of it may not lead, and die before it has written it down; the leader finds it in the store. */
    @Test
    void aNoticeIsToldByWhoeverHearsOfItUnderOneMark() throws Exception {
        stage.store.hold(READY);
        stage.traffic.known.add(Fleets.id(1));
        SignedReport report =
                new SignedReport(new HostReport(Fleets.id(1), "i-rack-1", Fleets.NOW, null, END, null), false);
        TakeHostReport take = new TakeHostReport(stage.control(), stage.traffic, (body, time, signature) -> report);

        FleetStage.run(take, new byte[0]);
        FleetStage.run(take, new byte[0]);
        stage.store.hold(Fleets.withHost(READY, TAKEN));
        FleetStage.run(new DrainReplica(stage.control(), stage.traffic), drain("the provider takes it back"));

        assertThat(kinds()).containsOnly("replica.interrupted");
        assertThat(stage.events).extracting(EventNote::mark).containsOnly("replica.interrupted/rack-1");
        assertThat(stage.events)
                .allSatisfy(note -> assertThat(note.facts()).containsEntry("deadline", "2026-11-21T10:02:00Z"));
        assertThat(stage.events)
                .extracting(EventNote::text)
                .containsOnly("rack-1 is taken back at 2026-11-21T10:02:00Z");
    }

    @Test
    void aMereRiskIsNoInterruption() throws Exception {
        Interruption risk = new Interruption(Interruption.Kind.RISK, Fleets.NOW, null);
        stage.store.hold(Fleets.withHost(READY, new HostView(Map.of(), Fleets.NOW, risk, null)));

        FleetStage.run(new DrainReplica(stage.control(), stage.traffic), drain("it is at risk"));

        assertThat(stage.events).isEmpty();
    }

    @Test
    void whatIsGoneWithoutAWordIsLostAndEnded() throws Exception {
        stage.store.hold(READY);

        look(Status.GONE, READY);
        look(Status.GONE, READY);

        assertThat(kinds()).containsExactly("replica.lost", "replica.ended");
        assertThat(stage.events.getLast().facts()).containsEntry("reason", "lost");
    }

    @Test
    void whatTheStoreRefusesDidNotHappen() {
        stage.store.hold(READY);
        stage.overtaken();

        Assertions.assertThatExceptionOfType(StaleEpochException.class).isThrownBy(() -> look(Status.GONE, READY));

        assertThat(stage.events).isEmpty();
    }

    @Test
    void aFatalRefusalEndsTheReplicaAndHaltsLaunchesOnce() throws Exception {
        Replica intended = Fleets.intended(1);
        stage.store.hold(intended);
        Refusal fatal = new Refusal(null, Refusal.Kind.FATAL, "UnauthorizedOperation", "no right to launch");

        record(intended, new LaunchOutcome.Refused(List.of(fatal)));
        record(intended, new LaunchOutcome.Refused(List.of(fatal)));

        assertThat(kinds()).containsExactly("replica.ended", "launches.halted");
        assertThat(stage.events.getLast().facts()).containsEntry("reason", "UnauthorizedOperation: no right to launch");
    }

    @Test
    void anOrphanIsToldUnderOneMarkHoweverManySweepsItTakes() throws Exception {
        Replica forgotten = Fleets.intended(Fleets.RACK, 9, Fleets.NOW.minusSeconds(60));
        Listing listing = new Listing(List.of(Fleets.observed(forgotten, Status.RUNNING)), Set.of("us-east-1"));

        SweepOrphans sweep = new SweepOrphans(stage.control(), (lease, deployment, at) -> {});
        FleetStage.run(sweep, listing);
        FleetStage.run(sweep, listing);

        assertThat(stage.events).extracting(EventNote::mark).containsOnly("orphan.ended/i-rack-9");
    }

    @Test
    void aPriceThatIsNotBelievedIsTold() {
        stage.market.take(1, List.of(Fleets.quote(Fleets.SPOT_A, "0.30")), Fleets.NOW);
        stage.market.take(1, List.of(Fleets.quote(Fleets.SPOT_A, "9000")), Fleets.NOW);
        stage.market.take(1, List.of(Fleets.quote(Fleets.SPOT_A, "9000")), Fleets.NOW);

        assertThat(kinds()).containsExactly("price.rejected");
    }

    private List<String> kinds() {
        return stage.events.stream().map(EventNote::kind).toList();
    }

    private void look(Status status, Replica replica) throws Exception {
        Exchange exchange =
                FleetStage.exchange(new Listing(List.of(Fleets.observed(replica, status)), Set.of("us-east-1")));
        exchange.setVariable("provider", "ec2");
        new ObserveReplicas(stage.control(), stage.traffic).process(exchange);
    }

    private void record(Replica intended, LaunchOutcome outcome) throws Exception {
        Exchange exchange = FleetStage.exchange(outcome);
        exchange.setVariable(
                "request",
                new LaunchRequest(
                        MemoryFleet.OWNER,
                        intended.id(),
                        "m",
                        intended.revision(),
                        java.util.Objects.requireNonNull(Fleets.RACK.fleet()),
                        intended.intent()));
        new RecordLaunch(stage.control()).process(exchange);
    }

    private static FleetStep drain(String reason) {
        return FleetStage.step(
                new FleetAction.Drain(Fleets.id(1), EndReason.INTERRUPTED, Fleets.NOW.plusSeconds(100), reason));
    }
}
