package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.failed;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.launched;
import static io.skipjack.domain.fleet.FleetExamples.minutesAgo;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.spec;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static io.skipjack.domain.fleet.FleetExamples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.FleetAction.Launch;
import io.skipjack.domain.fleet.FleetAction.Terminate;
import io.skipjack.domain.market.CapacityType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link Reconciliation} launches, and what it waits with. */
class LaunchesTest {
    @Nested
    class WhatIsMissing {
        @Test
        void isLaunched() {
            List<FleetAction> plan = Plans.plan(view(spec(5, 5), 2));

            assertThat(plan)
                    .containsExactly(
                            new Launch(Plans.id(1), CapacityType.SPOT, "2 wanted, 0 there, 0 at risk, 0 out of date"),
                            new Launch(Plans.id(2), CapacityType.SPOT, "2 wanted, 0 there, 0 at risk, 0 out of date"));
        }

        @Test
        void isWhatNeitherServesNorComes() {
            assertThat(Plans.words(view(
                            spec(9, 9),
                            4,
                            ready(1),
                            starting(2, Duration.ofMinutes(1)),
                            launched(3, Duration.ofSeconds(5)))))
                    .containsExactly("launch rack-4 spot");
        }

        @Test
        void isBoundedByAllThatIsLiveWhateverItsState() {
            Replica draining = ready(1).draining(EndReason.SCALED_DOWN, NOW.plusSeconds(60), NOW, "");
            Replica ending = ready(2).ending(EndReason.SCALED_DOWN, NOW, "");
            Replica ended = ready(3).ended(EndReason.SCALED_DOWN, NOW, "");

            assertThat(Plans.words(view(spec(3, 1), 3, draining, ending, ended)))
                    .containsExactly("terminate rack-2 scaled_down", "launch rack-4 spot", "launch rack-5 spot");
        }

        @Test
        void isNeverMoreThanTheDeploymentMayHave() {
            assertThat(Plans.words(view(spec(2, 2), 9))).hasSize(2);
        }

        @Test
        void isAskedForAgainUntilTheLaunchTimesOut() {
            assertThat(Plans.words(view(spec(2, 2), 1, intended(1, Duration.ofSeconds(299)))))
                    .containsExactly("repeat rack-1");
            assertThat(Plans.words(view(spec(2, 2), 1, intended(1, Duration.ofSeconds(300)))))
                    .as("the pause after a failure begins with its end")
                    .containsExactly("terminate rack-1 never_ready");
        }
    }

    @Nested
    class LaunchesThatFail {
        private final Replica tried = ready(1).ended(EndReason.NEVER_READY, NOW, "");

        @Test
        void areNotTriedDuringThePause() {
            LaunchHealth pause = new LaunchHealth(1, NOW.plusSeconds(1), null, null);
            assertThat(Plans.words(view(spec(2, 2), 2, pause, List.of(tried)))).isEmpty();
        }

        @Test
        void areTriedOneAtATimeAfterIt() {
            LaunchHealth over = new LaunchHealth(1, NOW, null, null);
            assertThat(Plans.words(view(spec(2, 2), 2, over, List.of(tried)))).containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec(2, 2), 2, over, List.of(tried, starting(2, Duration.ofMinutes(1))))))
                    .isEmpty();
        }

        @Test
        void areNotTriedAnyMoreOnceHalted() {
            LaunchHealth halted = new LaunchHealth(5, null, "5 launches in a row", null);
            assertThat(Plans.words(view(spec(2, 2), 2, halted, List.of(tried)))).isEmpty();
        }

        @Test
        void areTriedAgainWhenTheDeploymentWasChanged() {
            LaunchHealth halted = new LaunchHealth(5, NOW.plusSeconds(60), "5 launches in a row", null);
            Replica before = ready(1, "r0").ended(EndReason.NEVER_READY, NOW, "");
            assertThat(Plans.words(view(spec(2, 2), 2, halted, List.of(before))))
                    .containsExactly("launch rack-2 spot", "launch rack-3 spot");
        }

        /** Row 54. */
        @Test
        void goWhenTheyAreNotReadyInTime() {
            assertThat(Plans.words(view(
                            spec(2, 0), 2, starting(1, Duration.ofSeconds(899)), starting(2, Duration.ofSeconds(900)))))
                    .containsExactly("terminate rack-2 never_ready");
        }

        @Test
        void goAtOnceWhenTheHostSaysWhy() {
            Replica failed = failed(starting(1, Duration.ofMinutes(1)), "the image cannot be pulled");

            assertThat(Plans.plan(view(spec(1, 0), 1, failed)))
                    .containsExactly(new Terminate(Plans.id(1), EndReason.FAILED_BOOT, "the image cannot be pulled"));
            assertThat(Plans.words(view(spec(1, 0), 1, failed(ready(1), "the engine exits again and again"))))
                    .containsExactly("terminate rack-1 unreachable");
        }

        @Test
        void areNotGivenUpForAClockThatWasSetBack() {
            Replica future = starting(1, Duration.ofDays(-2));
            assertThat(Plans.words(view(spec(1, 0), 1, future))).isEmpty();
        }
    }

    @Nested
    class CapacityTypes {
        @Test
        void theBaseIsOnDemandFirst() {
            assertThat(Plans.words(view(spec(5, 5, 1, null), 3)))
                    .containsExactly("launch rack-1 on-demand", "launch rack-2 spot", "launch rack-3 spot");
            assertThat(Plans.words(view(spec(5, 5, 1, null), 2, ready(1, CapacityType.ON_DEMAND))))
                    .containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec(5, 5, 3, null), 0))).isEmpty();
        }

        @Test
        void aBaseThatIsAddedLaterComesBeforeWhatItReplacesGoes() {
            assertThat(Plans.words(view(spec(5, 5, 1, null), 2, ready(1), ready(2))))
                    .containsExactly("launch rack-3 on-demand");
            Replica base = starting(3, Duration.ofMinutes(1));
            Replica onDemand = withType(base);
            assertThat(Plans.words(view(spec(5, 5, 1, null), 2, ready(1), ready(2), onDemand)))
                    .isEmpty();
            assertThat(Plans.words(view(spec(5, 5, 1, null), 2, ready(1), ready(2), ready(3, CapacityType.ON_DEMAND))))
                    .containsExactly("drain rack-2 scaled_down");
        }

        @Test
        void onDemandIsTakenWhenSpotWasMissingForTooLong() {
            Replica refused = intended(1, Duration.ofMinutes(2)).ended(EndReason.REFUSED, NOW, "");
            LaunchHealth missing = new LaunchHealth(0, null, null, minutesAgo(5));

            assertThat(Plans.words(view(spec(5, 5, 0, Duration.ofMinutes(5)), 1, missing, List.of(refused))))
                    .containsExactly("launch rack-2 on-demand");
            assertThat(Plans.words(view(spec(5, 5, 0, Duration.ofMinutes(6)), 1, missing, List.of(refused))))
                    .containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec(5, 5, 0, null), 1, missing, List.of(refused))))
                    .containsExactly("launch rack-2 spot");
        }

        @Test
        void spotIsAskedForByTurnsWhenTheLastWordOnItIsOld() {
            Replica refused = intended(1, Duration.ofMinutes(16)).ended(EndReason.REFUSED, NOW, "");
            LaunchHealth missing = new LaunchHealth(0, null, null, minutesAgo(20));
            FleetView view = view(spec(5, 5, 0, Duration.ofMinutes(5)), 1, missing, List.of(refused));

            assertThat(Plans.words(view, NOW)).containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view, NOW.plusSeconds(30))).containsExactly("launch rack-2 on-demand");
        }

        @Test
        void whatStandsInForSpotGoesWhenSpotIsBack() {
            var spec = spec(5, 5, 0, Duration.ofMinutes(5));
            Replica standIn = ready(1, CapacityType.ON_DEMAND);

            assertThat(Plans.words(view(spec, 1, standIn))).containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec, 1, standIn, starting(2, Duration.ofMinutes(1)))))
                    .isEmpty();
            assertThat(Plans.words(view(spec, 1, standIn, ready(2)))).containsExactly("drain rack-1 scaled_down");
        }

        private Replica withType(Replica base) {
            LaunchIntent intent = FleetExamples.intent(
                    base.id().number(), CapacityType.ON_DEMAND, base.intent().at());
            Replica replica = Replica.intended(base.id(), base.revision(), intent, "");
            return replica.withLease(FleetExamples.lease(replica)).starting(NOW, "");
        }
    }
}
