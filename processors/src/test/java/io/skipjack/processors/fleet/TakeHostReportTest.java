package io.skipjack.processors.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skipjack.domain.fleet.BootPhase;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Interruption;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.openai.OpenAiException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeHostReportTest {
    private static final String HOST = "i-rack-1";
    private static final SignedReport HEARTBEAT = heartbeat(HOST);
    private static final SignedReport END = new SignedReport(
            report(HOST, null, new Interruption(Interruption.Kind.END, Fleets.NOW, Fleets.NOW.plusSeconds(120))),
            false);

    private final FleetStage stage = new FleetStage();
    private SignedReport next = HEARTBEAT;
    private final TakeHostReport take =
            new TakeHostReport(stage.control(), stage.traffic, (body, time, signature) -> next);

    @BeforeEach
    void oneReplica() {
        stage.store.hold(Fleets.in(ReplicaState.READY, 1));
        stage.traffic.known.add(Fleets.id(1));
    }

    @Test
    void aHostOfOursIsTold() throws Exception {
        assertThat(new String(post(HEARTBEAT), StandardCharsets.UTF_8)).isEqualTo("{\"known\":true}");
        assertThat(stage.replica(1).host().lastContact()).isEqualTo(Fleets.NOW);
    }

    @Test
    void aBootPhaseIsWrittenDownWhateverCameBefore() throws Exception {
        post(HEARTBEAT);
        post(new SignedReport(report(HOST, BootPhase.PULLING, null), false));

        assertThat(stage.replica(1).host().phases()).containsOnlyKeys(BootPhase.PULLING);
    }

    @Test
    void aNoticeDrainsAtOnceAtThisRouterEvenWhileTheStoreIsAway() throws Exception {
        stage.store.away = true;

        post(END);

        assertThat(stage.traffic.drained)
                .as("by when what runs there is to be elsewhere")
                .isEqualTo(Map.of(Fleets.id(1), Fleets.NOW.plusSeconds(95)));
    }

    @Test
    void aNoticeIsWrittenDownForTheLeader() throws Exception {
        post(END);

        assertThat(stage.replica(1).interruption()).isEqualTo(END.report().interruption());
    }

    @Test
    void aMereRiskDrainsNothing() throws Exception {
        post(new SignedReport(report(HOST, null, new Interruption(Interruption.Kind.RISK, Fleets.NOW, null)), false));

        assertThat(stage.traffic.drained).isEmpty();
        assertThat(stage.replica(1).interruption()).isNotNull();
    }

    @Test
    void aHeartbeatIsWrittenAtMostOnceAMinute() throws Exception {
        for (int second = 0; second < 120; second += 15) {
            stage.now = Fleets.NOW.plusSeconds(second);
            post(HEARTBEAT);
        }

        assertThat(stage.store.reports).isEqualTo(2);
    }

    @Test
    void oneThatHasEndedIsToldSoThoughItsLastHeartbeatWasAMomentAgo() throws Exception {
        post(HEARTBEAT);
        stage.store.replicas.put(Fleets.id(1), Fleets.in(ReplicaState.ENDED, 1));
        stage.traffic.known.clear();

        assertThat(refusal(HEARTBEAT)).isEqualTo(404);
    }

    @Test
    void anotherMachineUnderTheSameNameIsUnknownThoughTheRightOneWasHeardAMomentAgo() throws Exception {
        post(HEARTBEAT);

        assertThat(refusal(heartbeat("i-other"))).isEqualTo(404);
    }

    @Test
    void whileTheStoreIsAwayThoseWeKnowLiveOnAndOthersAreUnknown() throws Exception {
        stage.store.away = true;

        assertThat(post(HEARTBEAT)).isNotEmpty();
        stage.traffic.known.clear();
        assertThat(refusal(HEARTBEAT)).isEqualTo(404);
    }

    @Test
    void whatIsNotSignedByOursIsRefusedAndSoIsWhatCannotBeRead() {
        assertThat(refusal(false)).isEqualTo(401);
        assertThat(refusal(true)).isEqualTo(400);
        assertThat(stage.store.reports).isZero();
    }

    @Test
    void heartbeatsOfMachinesThatFellSilentAreNotKept() {
        Heartbeats heartbeats = new Heartbeats();
        heartbeats.taken(HEARTBEAT.report(), true, Fleets.NOW);
        assertThat(heartbeats.recent(HEARTBEAT.report(), Fleets.NOW.plusSeconds(59)))
                .isTrue();
        assertThat(heartbeats.recent(HEARTBEAT.report(), Fleets.NOW.minusSeconds(1)))
                .as("a clock set back")
                .isFalse();

        heartbeats.taken(heartbeat("i-other").report(), true, Fleets.NOW.plusSeconds(61));

        assertThat(heartbeats.recent(HEARTBEAT.report(), Fleets.NOW.plusSeconds(30)))
                .isFalse();
    }

    private static SignedReport heartbeat(String machine) {
        return new SignedReport(report(machine, null, null), true);
    }

    private static HostReport report(String machine, @Nullable BootPhase phase, @Nullable Interruption notice) {
        return new HostReport(Fleets.id(1), machine, Fleets.NOW, phase, notice, null);
    }

    private byte[] post(SignedReport report) throws Exception {
        next = report;
        Exchange exchange = FleetStage.run(take, new byte[0]);
        return exchange.getMessage().getBody(byte[].class);
    }

    private int refusal(SignedReport report) {
        return catchThrowableOfType(OpenAiException.class, () -> post(report))
                .error()
                .status();
    }

    private int refusal(boolean authentic) {
        TakeHostReport refusing = new TakeHostReport(stage.control(), stage.traffic, (body, time, signature) -> {
            throw new HostReportRefusedException("it is not signed", authentic);
        });
        return catchThrowableOfType(OpenAiException.class, () -> FleetStage.run(refusing, new byte[0]))
                .error()
                .status();
    }
}
