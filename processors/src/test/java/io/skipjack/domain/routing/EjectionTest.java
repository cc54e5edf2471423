package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EjectionTest {
    private final EjectionPolicy policy = EjectionPolicy.DEFAULT;

    @Test
    void lengthDoublesEachTimeInARowUpToTheLongest() {
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(policy::ejectionTime).map(Duration::toSeconds))
                .containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
        assertThat(policy.ejectionTime(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void timeInServiceMakesUpForEarlierEjections() {
        Ejection first = Ejection.NONE.again(Ejection.Cause.FAILURES, NOW, policy);
        Ejection soon = first.again(Ejection.Cause.FAILURES, first.until().plusSeconds(59), policy);
        Ejection late = soon.again(Ejection.Cause.FAILURES, soon.until().plusSeconds(60), policy);
        Ejection muchLater = late.again(Ejection.Cause.FAILURES, late.until().plusSeconds(6_000), policy);

        assertThat(List.of(first, soon, late, muchLater))
                .extracting(Ejection::timesInRow)
                .containsExactly(1, 2, 2, 1);
    }

    @Test
    void refusesValuesOutOfRangeNamingTheRule() {
        Duration ten = Duration.ofSeconds(10);
        assertThatThrownBy(() -> new EjectionPolicy(0, ten, ten, 50, 10, 3))
                .hasMessage("consecutive failures must be 1 or more, was 0");
        assertThatThrownBy(() -> new EjectionPolicy(3, ten, Duration.ofSeconds(5), 50, 10, 3))
                .hasMessageStartingWith("max ejection time must be base to 1 day");
        assertThatThrownBy(() -> new EjectionPolicy(3, ten, ten, 101, 10, 3))
                .hasMessage("max ejected percent must be 0 to 100, was 101");
        assertThatThrownBy(() -> new EjectionPolicy(3, ten, ten, 50, 1, 3))
                .hasMessage("latency factor must be over 1, was 1.0");
    }

    @Test
    void theOnlyUpstreamMayBeEjected() {
        assertThat(EjectionCap.honoured(List.of(ejectedAt(NOW)), NOW, policy)).containsExactly(true);
    }

    @Test
    void oldestEjectionsWin() {
        List<UpstreamHealth> tier = List.of(
                ejectedAt(NOW.minusSeconds(1)),
                ejectedAt(NOW.minusSeconds(3)),
                ejectedAt(NOW.minusSeconds(2)),
                UpstreamHealth.ASSUMED_READY);

        assertThat(EjectionCap.honoured(tier, NOW, policy)).containsExactly(false, true, true, false);
    }

    @Property
    void capAlwaysHoldsAndOnlyEjectedOnesAreOut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(max = 100) int percent) {
        EjectionPolicy capped = new EjectionPolicy(3, policy.base(), policy.max(), percent, 10, 3);
        Random chance = new Random(seed);
        List<UpstreamHealth> tier = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            tier.add(chance.nextBoolean() ? ejectedAt(NOW.minusSeconds(chance.nextInt(20))) : UpstreamHealth.UNPROBED);
        }

        boolean[] out = EjectionCap.honoured(tier, NOW, capped);

        long ejected = tier.stream().filter(h -> h.ejection().active(NOW)).count();
        long honoured = IntStream.range(0, size).filter(i -> out[i]).count();
        assertThat(honoured).isEqualTo(Math.min(ejected, Math.max(1, size * percent / 100)));
        assertThat(IntStream.range(0, size).filter(i -> out[i]))
                .allMatch(i -> tier.get(i).ejection().active(NOW));
    }

    private UpstreamHealth ejectedAt(Instant at) {
        return UpstreamHealth.ASSUMED_READY.ejected(Ejection.Cause.FAILURES, at, policy);
    }
}
