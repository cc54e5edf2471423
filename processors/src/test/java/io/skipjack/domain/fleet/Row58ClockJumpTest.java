package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.spec;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static io.skipjack.domain.fleet.FleetExamples.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock is days off when a router starts, after it was right in the life before, or the other way round. Within
 * one life the loops' clock does not follow such jumps.
 */
class Row58ClockJumpTest {
    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void aFleetThatServesStaysAsItIs(int days) {
        FleetView fleet = view(spec(3, 3), 3, ready(1), ready(2), ready(3));

        assertThat(Plans.words(fleet, NOW.plus(Duration.ofDays(days)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void atMostWhatWasBootingIsTriedAgain(int days) {
        FleetView fleet = view(spec(2, 2), 2, ready(1), starting(2, Duration.ofSeconds(10)));
        Instant jumped = NOW.plus(Duration.ofDays(days));

        assertThat(Plans.words(fleet, jumped))
                .isSubsetOf("terminate rack-2 never_ready", "launch rack-3 spot")
                .hasSizeLessThanOrEqualTo(days > 0 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void aPauseOfTheOtherClockHoldsNoLaunchUp(int days) {
        LaunchHealth paused = LaunchHealth.GOOD.afterFailure(TIMING, "it did not boot", NOW);

        assertThat(paused.permits(TIMING, NOW)).isFalse();
        assertThat(paused.permits(TIMING, NOW.plus(Duration.ofDays(days)))).isTrue();
    }
}
