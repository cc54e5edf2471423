package io.skipjack.app.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {
    @Test
    void phasesKeepTheirOrderAndHaveAMedian() {
        PhaseTimes times = new PhaseTimes(List.of(run(1, 10), run(3, 40), run(2, 20)));

        assertThat(times.phases())
                .containsExactly(new PhaseTimes.Phase("b", 2, 1, 3), new PhaseTimes.Phase("a", 20, 10, 40));
    }

    @Test
    void ofTwoRunsTheMedianIsBetween() {
        assertThat(new PhaseTimes(List.of(run(1, 10), run(2, 20))).phases().getFirst())
                .isEqualTo(new PhaseTimes.Phase("b", 1.5, 1, 2));
    }

    @Test
    void withoutRunsThereAreNoPhases() {
        assertThat(new PhaseTimes(List.of()).phases()).isEmpty();
    }

    private static Map<String, Duration> run(int b, int a) {
        Map<String, Duration> run = new LinkedHashMap<>();
        run.put("b", Duration.ofSeconds(b));
        run.put("a", Duration.ofSeconds(a));
        return run;
    }
}
