package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.end;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.minutesAgo;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.risk;
import static io.skipjack.domain.fleet.FleetExamples.spec;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static io.skipjack.domain.fleet.FleetExamples.told;
import static io.skipjack.domain.fleet.FleetExamples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.FleetAction.Drain;
import io.skipjack.domain.market.CapacityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Nested
    class Surplus {
        @Test
        void theNewestThatIsNotReadyGoesFirst() {
            assertThat(Plans.words(view(
                            spec(5, 5),
                            2,
                            ready(1),
                            starting(2, Duration.ofMinutes(2)),
                            starting(3, Duration.ofMinutes(1)),
                            intended(4, Duration.ofSeconds(2)))))
                    .containsExactly("terminate rack-4 scaled_down", "drain rack-3 scaled_down");
        }

        @Test
        void thenTheDearest() {
            assertThat(Plans.words(view(spec(5, 5), 1, ready(1), ready(2, CapacityType.ON_DEMAND), ready(3))))
                    .containsExactly("drain rack-2 scaled_down", "drain rack-3 scaled_down");
        }

        @Test
        void theBaseOnDemandStays() {
            assertThat(Plans.words(view(spec(5, 5, 1, null), 1, ready(1), ready(2, CapacityType.ON_DEMAND))))
                    .containsExactly("drain rack-1 scaled_down");
        }

        @Test
        void oneThatAnswersNoMoreGoesBeforeOneThatDoes() {
            Replica silent = ready(1).withSilence(NOW.minusSeconds(10));

            assertThat(Plans.words(view(spec(5, 5), 1, silent, ready(2)))).containsExactly("drain rack-1 scaled_down");
        }

        @Test
        void toZeroAllGo() {
            assertThat(Plans.words(view(spec(5, 5), 0, ready(1), told(ready(2), risk()), ready(3, "r0"))))
                    .containsExactlyInAnyOrder(
                            "drain rack-1 scaled_down", "drain rack-2 interrupted", "drain rack-3 replaced");
        }

        @Test
        void aDrainTakesItsTimeAtMost() {
            assertThat(Plans.plan(view(spec(5, 5), 0, ready(1))))
                    .containsExactly(new Drain(
                            Plans.id(1), EndReason.SCALED_DOWN, NOW.plus(TIMING.drainTimeout()), "0 wanted, 1 there"));
        }
    }

    @Nested
    class WhatIsGoing {
        @Test
        void isCutOffAMinuteAfterAllOfItWasToMove() {
            Replica draining = ready(1).draining(EndReason.SCALED_DOWN, NOW.plusSeconds(600), NOW, "");
            FleetView view = view(spec(5, 5), 0, draining);

            assertThat(Plans.words(view, NOW.plusSeconds(659))).isEmpty();
            assertThat(Plans.words(view, NOW.plusSeconds(660))).containsExactly("terminate rack-1 scaled_down");
        }

        /** Row 55. */
        @Test
        void isEndedAgainUntilTheProviderShowsItGone() {
            Replica ending = ready(1).ending(EndReason.UNREACHABLE, NOW, "");

            assertThat(Plans.words(view(spec(5, 5), 0, ending), NOW.plus(HOUR)))
                    .containsExactly("terminate rack-1 unreachable");
        }

        @Test
        void isAllOfItWhenTheDeploymentIsGone() {
            assertThat(Plans.words(view(
                            null,
                            3,
                            ready(1),
                            starting(2, Duration.ofMinutes(1)),
                            intended(3, Duration.ofSeconds(1)),
                            ready(4).ending(EndReason.SCALED_DOWN, NOW, ""))))
                    .containsExactly(
                            "drain rack-1 undeployed",
                            "drain rack-2 undeployed",
                            "terminate rack-3 undeployed",
                            "terminate rack-4 scaled_down");
        }
    }

    @Test
    void theOrderOfTheReplicasMakesNoDifference() {
        List<Replica> replicas = new ArrayList<>(List.of(
                ready(1),
                told(ready(2), end(Duration.ofMinutes(1))),
                ready(3, "r0"),
                ready(4).ending(EndReason.LOST, NOW, ""),
                intended(5, Duration.ofMinutes(1)),
                told(ready(6), risk()),
                ready(7).withSilence(minutesAgo(9))));
        List<FleetAction> plan = Plans.plan(view(spec(4, 4), 3, LaunchHealth.GOOD, replicas));
        assertThat(plan).isNotEmpty();
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(replicas, new Random(i));
            assertThat(Plans.plan(view(spec(4, 4), 3, LaunchHealth.GOOD, replicas)))
                    .isEqualTo(plan);
        }
        assertThat(plan.stream().map(FleetAction::replica)).as("one each").doesNotHaveDuplicates();
    }
}
