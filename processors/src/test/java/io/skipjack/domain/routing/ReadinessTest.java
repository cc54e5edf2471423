package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.NOW;
import static io.skipjack.domain.routing.ProbeResult.HEALTHY;
import static io.skipjack.domain.routing.ProbeResult.REFUSED;
import static io.skipjack.domain.routing.ProbeResult.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Readiness READY = Readiness.readyAt(NOW);

    @Test
    void firstGoodProbeEverMakesReady() {
        Readiness ready = Readiness.UNPROBED.afterProbe(HEALTHY, NOW, ReadinessPolicy.DEFAULT);

        assertThat(ready).isEqualTo(READY);
    }

    @Test
    void threeBadProbesInARowMakeUnready() {
        assertThat(after(READY, UNHEALTHY, UNHEALTHY).ready()).isTrue();
        assertThat(after(READY, UNHEALTHY, UNHEALTHY, UNHEALTHY).ready()).isFalse();
        assertThat(after(READY, UNHEALTHY, UNHEALTHY, HEALTHY, UNHEALTHY, UNHEALTHY)
                        .ready())
                .isTrue();
    }

    @Test
    void becomingReadyAgainTakesTwoGoodProbesInARow() {
        Readiness down = after(READY, UNHEALTHY, UNHEALTHY, UNHEALTHY);

        assertThat(after(down, HEALTHY).ready()).isFalse();
        assertThat(after(down, HEALTHY, UNHEALTHY, HEALTHY).ready()).isFalse();
        assertThat(after(down, HEALTHY, HEALTHY).ready()).isTrue();
    }

    @Test
    void aRefusedLegAndARefusedProbeMakeUnreadyInEitherOrder() {
        assertThat(after(READY.afterRefusedLeg(), REFUSED).ready()).isFalse();
        assertThat(after(READY, REFUSED).afterRefusedLeg().ready()).isFalse();
    }

    @Test
    void neitherARefusedLegNorARefusedProbeAloneIsEnough() {
        assertThat(READY.afterRefusedLeg().afterRefusedLeg().ready()).isTrue();
        assertThat(after(READY, REFUSED).ready()).isTrue();
        assertThat(after(READY.afterRefusedLeg(), UNHEALTHY).ready()).isTrue();
    }

    @Test
    void aGoodSignBetweenMakesARefusalForgotten() {
        assertThat(after(READY.afterRefusedLeg(), HEALTHY, REFUSED).ready()).isTrue();
        assertThat(after(READY.afterRefusedLeg().afterAnsweredLeg(), REFUSED).ready())
                .isTrue();
    }

    @Test
    void refusesAPolicyOfNoProbes() {
        assertThatThrownBy(() -> new ReadinessPolicy(0, 3)).hasMessageContaining("was 0 and 3");
    }

    @Property
    void turnsRoundAtMostOncePerRunOfProbesAgainstIt(@ForAll List<ProbeResult> probes) {
        Readiness readiness = READY;
        int run = 0;
        for (ProbeResult probe : probes) {
            Readiness next = after(readiness, probe);
            run = probe.good() == readiness.ready() ? 0 : run + 1;
            boolean turned = next.ready() != readiness.ready();
            assertThat(turned).isEqualTo(run >= (readiness.ready() ? 3 : 2));
            run = turned ? 0 : run;
            readiness = next;
        }
    }

    private static Readiness after(Readiness start, ProbeResult... results) {
        Readiness readiness = start;
        for (ProbeResult result : results) {
            readiness = readiness.afterProbe(result, NOW, ReadinessPolicy.DEFAULT);
        }
        return readiness;
    }
}
