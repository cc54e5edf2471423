package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The soak at a size that a build has time for. */
@Timeout(120)
class StreamSoakIT {
    @Test
    void noStreamBreaksWhileSpotReplicasComeAndGo() {
        try (StreamSoak soak = StreamSoak.start(SoakPlan.SMALL)) {
            SoakReport report = soak.run();

            assertThat(report.isWell()).as(report.toString()).isTrue();
            assertThat(report.fewest()).isEqualTo(SoakPlan.SMALL.streams());
            assertThat(report.noticed()).isPositive();
            assertThat(report.unnoticed()).isPositive();
            assertThat(report.resumes().keySet()).anyMatch(key -> key.endsWith("resumed handover"));
            assertThat(report.resumes().keySet()).anyMatch(key -> key.endsWith("resumed cut"));
            soak.scrape().assertNothingIsResumed();
        }
    }
}
