package io.skipjack.domain.routing;

import static io.skipjack.domain.routing.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyOutliersTest {
    private static final EjectionPolicy POLICY = EjectionPolicy.DEFAULT;

    @Test
    void tenTimesSlowerThanTheMedianOfItsPeersIsSick() {
        List<UpstreamHealth> tier = List.of(seen(3, 100), seen(3, 120), seen(3, 80), seen(3, 1_000));

        assertThat(LatencyOutliers.isOutlier(3, tier, POLICY)).isTrue();
        assertThat(LatencyOutliers.isOutlier(0, tier, POLICY)).isFalse();
    }

    @Test
    void oneThatTurnsTenTimesSlowerAfterAGoodTimeIsFoundWithinAFewRequests() {
        UpstreamHealth turned = seen(50, 100);
        for (int request = 0; request < 5; request++) {
            turned = turned.afterFirstToken(Duration.ofSeconds(1), NOW);
        }

        assertThat(LatencyOutliers.isOutlier(0, List.of(turned, seen(3, 100), seen(3, 100)), POLICY))
                .isTrue();
    }

    @Test
    void oneLongPromptDoesNotCondemn() {
        UpstreamHealth once = seen(5, 100).afterFirstToken(Duration.ofSeconds(2), NOW);

        assertThat(LatencyOutliers.isOutlier(0, List.of(once, seen(3, 100), seen(3, 100)), POLICY))
                .isFalse();
    }

    @Test
    void ofTwoTheOtherOneIsEnough() {
        assertThat(LatencyOutliers.isOutlier(0, List.of(seen(3, 1_000), seen(3, 100)), POLICY))
                .isTrue();
    }

    @Test
    void twoPeersMustBeKnownWhereThereAreMore() {
        assertThat(LatencyOutliers.isOutlier(0, List.of(seen(3, 1_000), seen(3, 100), seen(2, 100)), POLICY))
                .isFalse();
    }

    @Test
    void aloneItIsNeverAnOutlier() {
        assertThat(LatencyOutliers.isOutlier(0, List.of(seen(3, 1_000)), POLICY))
                .isFalse();
    }

    @Test
    void needsItsOwnSamplesToo() {
        assertThat(LatencyOutliers.isOutlier(0, List.of(seen(2, 1_000), seen(3, 100)), POLICY))
                .isFalse();
    }

    private static UpstreamHealth seen(int samples, long millis) {
        UpstreamHealth health = UpstreamHealth.ASSUMED_READY;
        for (Duration ttft : Collections.nCopies(samples, Duration.ofMillis(millis))) {
            health = health.afterFirstToken(ttft, NOW);
        }
        return health;
    }
}
