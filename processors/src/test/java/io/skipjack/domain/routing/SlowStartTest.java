package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlowStartTest {
    private final SlowStart slowStart = new SlowStart(Duration.ofSeconds(30));

    @Test
    void rampsLinearlyFromATenth() {
        assertThat(slowStart.weight(NOW, NOW)).isEqualTo(0.1);
        assertThat(slowStart.weight(NOW, NOW.plusSeconds(15))).isEqualTo(0.5);
        assertThat(slowStart.weight(NOW, NOW.plusSeconds(30))).isEqualTo(1);
        assertThat(slowStart.weight(Instant.EPOCH, NOW)).isEqualTo(1);
    }

    @Test
    void noWindowIsFullWeightAtOnce() {
        assertThat(new SlowStart(Duration.ZERO).weight(NOW, NOW)).isEqualTo(1);
        assertThatThrownBy(() -> new SlowStart(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void neverFallsAndStaysInRange(
            @ForAll @LongRange(min = -100_000, max = 100_000) long earlier,
            @ForAll @LongRange(max = 100_000) long later) {
        double before = slowStart.weight(NOW, NOW.plusMillis(earlier));
        double after = slowStart.weight(NOW, NOW.plusMillis(earlier + later));

        assertThat(before).isBetween(0.1, 1.0);
        assertThat(after).isBetween(before, 1.0);
    }
}
