package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UpstreamHealthTest {
    private static final EjectionPolicy POLICY = EjectionPolicy.DEFAULT;
    private static final UpstreamHealth READY = UpstreamHealth.UNPROBED.vouchedFor(NOW.minusSeconds(600));

    @Test
    void spotStartsUnreadyAndServerlessReady() {
        assertThat(UpstreamHealth.UNPROBED.available(NOW)).isFalse();
        assertThat(UpstreamHealth.ASSUMED_READY.available(NOW)).isTrue();
    }

    @Test
    void oneThatAnotherRouterHasEjectedIsLeftAloneUntilThenAndNoLongerThanTheLongestEjection() {
        UpstreamHealth left = READY.leftAlone(NOW.plusSeconds(20), NOW, POLICY);

        assertThat(left.backedOffUntil()).isEqualTo(NOW.plusSeconds(20));
        assertThat(left.ejection()).isEqualTo(READY.ejection());
        assertThat(left.leftAlone(NOW.plusSeconds(10), NOW.plusSeconds(1), POLICY))
                .as("a shorter one heard later")
                .isSameAs(left);
        assertThat(READY.leftAlone(NOW.plus(Duration.ofDays(1)), NOW, POLICY).backedOffUntil())
                .isEqualTo(NOW.plus(POLICY.max()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT_FAILED", "FAILED", "FIRST_BYTE_TIMEOUT", "CUT"})
    void threeSickLegsInARowEject(LegOutcome sick) {
        assertThat(afterLegs(READY, sick, sick).ejection().active(NOW)).isFalse();
        assertThat(afterLegs(READY, sick, sick, LegOutcome.ANSWERED, sick, sick)
                        .ejection()
                        .active(NOW))
                .isFalse();

        Ejection ejection = afterLegs(READY, sick, sick, sick).ejection();

        assertThat(ejection).isEqualTo(new Ejection(1, NOW, NOW.plusSeconds(10), Ejection.Cause.FAILURES));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CONNECT_FAILED", "FAILED", "FIRST_BYTE_TIMEOUT", "CUT"},
            mode = Mode.EXCLUDE)
    void otherOutcomesNeverEject(LegOutcome outcome) {
        UpstreamHealth health = READY;
        for (int i = 0; i < 20; i++) {
            health = afterLegs(health, outcome);
        }

        assertThat(health.ejection()).isEqualTo(Ejection.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "CANCELLED"})
    void rejectedAndCancelledSayNothing(LegOutcome outcome) {
        UpstreamHealth almost = afterLegs(READY, LegOutcome.FAILED, LegOutcome.FAILED);

        assertThat(almost.afterLeg(new LegReport(outcome, Duration.ofSeconds(9), null), NOW, POLICY))
                .isSameAs(almost);
    }

    @Test
    void busyIsBackedOffForTheTimeItAskedFor() {
        UpstreamHealth busy = READY.afterLeg(new LegReport(LegOutcome.BUSY, null, Duration.ofSeconds(7)), NOW, POLICY);

        assertThat(busy.available(NOW.plusSeconds(6))).isFalse();
        assertThat(busy.returnsAt(NOW)).isEqualTo(NOW.plusSeconds(7));
        assertThat(busy.available(NOW.plusSeconds(7))).isTrue();
        assertThat(afterLegs(busy, LegOutcome.BUSY).returnsAt(NOW)).isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    void backOffIsASecondByDefaultAndNeverLongerThanTheLongestEjection() {
        UpstreamHealth cold = afterLegs(READY, LegOutcome.COLD);
        UpstreamHealth forADay = READY.afterLeg(new LegReport(LegOutcome.BUSY, null, Duration.ofDays(1)), NOW, POLICY);

        assertThat(cold.backedOffUntil()).isEqualTo(NOW.plusSeconds(1));
        assertThat(forADay.backedOffUntil()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void ejectedAgainItStaysOutTwiceAsLongAndThenStartsSlowly() {
        UpstreamHealth once = sick(READY, NOW);
        Instant back = once.ejection().until();
        UpstreamHealth twice = sick(once, back);

        assertThat(twice.ejection().until()).isEqualTo(back.plusSeconds(20));
        assertThat(twice.servingSince()).isEqualTo(back.plusSeconds(20));
    }

    @Test
    void legsThatFailWhileItIsOutNeitherCountNorProlong() {
        UpstreamHealth out = sick(READY, NOW);

        assertThat(sick(out, NOW.plusSeconds(5))).isEqualTo(out);
    }

    @Test
    void onlyAGeneratedTokenEndsAnEjectionEarly() {
        UpstreamHealth out = sick(READY, NOW);
        Instant later = NOW.plusSeconds(3);

        assertThat(probed(out, ProbeResult.HEALTHY, later).ejection().active(later))
                .isTrue();
        assertThat(probed(out, ProbeResult.GENERATED, NOW).ejection().active(NOW))
                .isTrue();
        UpstreamHealth proven = probed(out, ProbeResult.GENERATED, later);
        assertThat(proven.ejection().active(later)).isFalse();
        assertThat(proven.servingSince()).isEqualTo(later);
        assertThat(sick(proven, later).ejection().timesInRow()).isEqualTo(2);
    }

    @Test
    void aGeneratedTokenDoesNotDisproveSlowness() {
        UpstreamHealth slow = READY.ejected(Ejection.Cause.LATENCY, NOW, POLICY);
        Instant later = NOW.plusSeconds(3);

        assertThat(probed(slow, ProbeResult.GENERATED, later).ejection().active(later))
                .isTrue();
        assertThat(slow.afterFirstToken(Duration.ofSeconds(9), later).ttft()).isEqualTo(TtftAverage.NONE);
    }

    @Test
    void failedGenerationsEjectThoughTheHealthPathIsFine() {
        UpstreamHealth health = READY;
        for (int i = 0; i < 3; i++) {
            health = probed(health, ProbeResult.GENERATION_FAILED, NOW);
            health = probed(health, ProbeResult.HEALTHY, NOW);
        }

        assertThat(health.readiness().ready()).isTrue();
        assertThat(health.ejection().active(NOW)).isTrue();
    }

    @Test
    void aRefusedLegAndARefusedProbeMakeUnready() {
        UpstreamHealth refused = afterLegs(READY, LegOutcome.CONNECT_FAILED);

        assertThat(probed(refused, ProbeResult.REFUSED, NOW).available(NOW)).isFalse();
    }

    @Test
    void aNewEngineIsNotHeldToWhatTheOldOneDid() {
        UpstreamHealth old =
                afterLegs(READY.afterFirstToken(Duration.ofSeconds(9), NOW), LegOutcome.FAILED, LegOutcome.FAILED);
        for (int i = 0; i < 3; i++) {
            old = probed(old, ProbeResult.UNHEALTHY, NOW);
        }

        UpstreamHealth anew = probed(probed(old, ProbeResult.HEALTHY, NOW), ProbeResult.HEALTHY, NOW.plusSeconds(5));

        assertThat(anew.available(NOW.plusSeconds(5))).isTrue();
        assertThat(anew.consecutiveSick()).isZero();
        assertThat(anew.ttft().samples()).isZero();
        assertThat(anew.servingSince()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void anOperatorDrainsAndVouches() {
        UpstreamHealth drained = READY.drained();
        UpstreamHealth vouched = sick(UpstreamHealth.UNPROBED.drained(), NOW).vouchedFor(NOW);

        assertThat(drained.available(NOW)).isFalse();
        assertThat(probed(drained, ProbeResult.GENERATED, NOW).available(NOW)).isFalse();
        assertThat(drained.vouchedFor(NOW).available(NOW)).isTrue();
        assertThat(vouched.available(NOW)).isTrue();
        assertThat(vouched.ejection().active(NOW)).isFalse();
    }

    @Test
    void firstTokensAreAveraged() {
        TtftAverage average = TtftAverage.NONE.plus(Duration.ofSeconds(1)).plus(Duration.ofSeconds(2));

        assertThat(average).isEqualTo(new TtftAverage(1.3, 2));
    }

    @Property
    void noSequenceOfLegsEjectsForLongerThanTheLongest(@ForAll List<LegOutcome> outcomes) {
        UpstreamHealth health = READY;
        Instant now = NOW;
        for (LegOutcome outcome : outcomes) {
            now = now.plusSeconds(20);
            health = health.afterLeg(LegReport.of(outcome), now, POLICY);
            assertThat(health.consecutiveSick()).isBetween(0, 2);
            assertThat(health.ejection().until()).isBeforeOrEqualTo(now.plusSeconds(300));
        }
    }

    private static UpstreamHealth sick(UpstreamHealth health, Instant now) {
        UpstreamHealth next = health;
        for (int i = 0; i < 3; i++) {
            next = next.afterLeg(LegReport.of(LegOutcome.FAILED), now, POLICY);
        }
        return next;
    }

    private static UpstreamHealth afterLegs(UpstreamHealth health, LegOutcome... outcomes) {
        UpstreamHealth next = health;
        for (LegOutcome outcome : outcomes) {
            next = next.afterLeg(LegReport.of(outcome), NOW, POLICY);
        }
        return next;
    }

    private static UpstreamHealth probed(UpstreamHealth health, ProbeResult result, Instant now) {
        return health.afterProbe(result, now, HealthPolicy.DEFAULT);
    }
}
