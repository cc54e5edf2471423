package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.end;
import static io.skipjack.domain.fleet.FleetExamples.minutesAgo;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.risk;
import static io.skipjack.domain.fleet.FleetExamples.spec;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static io.skipjack.domain.fleet.FleetExamples.told;
import static io.skipjack.domain.fleet.FleetExamples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.FleetAction.Drain;
import io.skipjack.domain.fleet.FleetAction.Launch;
import io.skipjack.domain.market.CapacityType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link Reconciliation} replaces, and in which order. */
class ReplacementTest {
    @Nested
    class Interruptions {
        /** Row 53. */
        @Test
        void anEndDrainsByItsDeadlineAndIsReplacedInTheSamePlan() {
            Replica taken = told(ready(1), end(Duration.ofSeconds(118)));

            assertThat(Plans.plan(view(spec(2, 2), 2, taken, ready(2))))
                    .containsExactly(
                            new Drain(
                                    Plans.id(1),
                                    EndReason.INTERRUPTED,
                                    NOW.plusSeconds(93),
                                    "the provider takes it back at 2026-11-21T10:01:58Z"),
                            new Launch(Plans.id(3), CapacityType.SPOT, "2 wanted, 1 there, 0 at risk, 0 out of date"));
        }

        @Test
        void aNoticeThatComesLateDrainsNow() {
            assertThat(Plans.plan(view(spec(1, 1), 1, told(ready(1), end(Duration.ofSeconds(-30)))))
                            .getFirst())
                    .isInstanceOfSatisfying(
                            Drain.class, drain -> assertThat(drain.by()).isEqualTo(NOW));
        }

        @Test
        void anEndNoticeWithoutDeadlineMeansTwoMinutes() {
            Interruption notice = new Interruption(Interruption.Kind.END, NOW, null);

            assertThat(Plans.plan(view(spec(1, 1), 1, told(ready(1), notice))).getFirst())
                    .isInstanceOfSatisfying(
                            Drain.class, drain -> assertThat(drain.by()).isEqualTo(NOW.plusSeconds(95)));
        }

        @Test
        void whatDrainsAlreadyIsCutOffBeforeItsLeaseEnds() {
            Replica draining = ready(1).draining(EndReason.SCALED_DOWN, NOW.plusSeconds(600), NOW, "");
            Replica taken = told(draining, end(Duration.ofSeconds(120)));

            assertThat(Plans.plan(view(spec(1, 1), 0, taken)))
                    .containsExactly(new Drain(
                            Plans.id(1),
                            EndReason.SCALED_DOWN,
                            NOW.plusSeconds(95),
                            "the provider takes it back while it drains"));
            Replica sooner = Transitions.draining(taken, EndReason.SCALED_DOWN, NOW.plusSeconds(95), "", NOW);
            assertThat(Plans.plan(view(spec(1, 1), 0, sooner))).isEmpty();
        }

        @Test
        void whatIsTakenBackIsLeftToTheProviderUntilItsDeadline() {
            Replica draining = ready(1).draining(EndReason.INTERRUPTED, NOW.plusSeconds(95), NOW, "");
            FleetView view = view(spec(1, 1), 0, told(draining, end(Duration.ofSeconds(120))));

            assertThat(Plans.words(view, NOW.plusSeconds(119))).isEmpty();
            assertThat(Plans.words(view, NOW.plusSeconds(120))).containsExactly("terminate rack-1 interrupted");
        }

        @Test
        void oneAtRiskIsReplacedFirstAndDrainedWhenTheReplacementServes() {
            Replica risky = told(ready(1), risk());

            assertThat(Plans.words(view(spec(1, 1), 1, risky))).containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec(1, 1), 1, risky, starting(2, Duration.ofMinutes(1)))))
                    .isEmpty();
            assertThat(Plans.words(view(spec(1, 1), 1, risky, ready(2)))).containsExactly("drain rack-1 interrupted");
        }

        @Test
        void oneAtRiskIsKeptWhereThereIsNoPlaceForAReplacement() {
            assertThat(Plans.words(view(spec(1, 0), 1, told(ready(1), risk())))).isEmpty();
        }

        @Test
        void oneAtRiskThatDoesNotServeYetGoesWhenItsReplacementIsOnItsWay() {
            Replica risky = told(starting(1, Duration.ofMinutes(1)), risk());

            assertThat(Plans.words(view(spec(2, 2), 1, risky))).containsExactly("launch rack-2 spot");
            assertThat(Plans.words(view(spec(2, 2), 1, risky, starting(2, Duration.ofSeconds(30)))))
                    .containsExactly("drain rack-1 interrupted");
        }

        @Test
        void aWholeZoneIsReplacedAtOnce() {
            assertThat(Plans.words(view(
                            spec(3, 3),
                            3,
                            told(ready(1), end(Duration.ofMinutes(2))),
                            told(ready(2), end(Duration.ofMinutes(2))),
                            told(ready(3), end(Duration.ofMinutes(2))))))
                    .containsExactly(
                            "drain rack-1 interrupted",
                            "drain rack-2 interrupted",
                            "drain rack-3 interrupted",
                            "launch rack-4 spot",
                            "launch rack-5 spot",
                            "launch rack-6 spot");
        }
    }

    @Nested
    class OtherRevisions {
        @Test
        void areReplacedOneAtATime() {
            Replica a = ready(1, "r0");
            Replica b = ready(2, "r0");
            Replica c = ready(3, "r0");

            assertThat(Plans.words(view(spec(3, 3), 3, a, b, c))).containsExactly("launch rack-4 spot");
            assertThat(Plans.words(view(spec(3, 3), 3, a, b, c, starting(4, Duration.ofMinutes(1)))))
                    .isEmpty();
            assertThat(Plans.words(view(spec(3, 3), 3, a, b, c, ready(4)))).containsExactly("drain rack-1 replaced");
            assertThat(Plans.words(view(spec(3, 3), 3, b, c, ready(4)))).containsExactly("launch rack-5 spot");
            assertThat(Plans.words(view(spec(3, 3), 3, c, ready(4), ready(5)))).containsExactly("launch rack-6 spot");
            assertThat(Plans.words(view(spec(3, 3), 3, c, ready(4), ready(5), ready(6))))
                    .containsExactly("drain rack-3 replaced");
            assertThat(Plans.words(view(spec(3, 3), 3, ready(4), ready(5), ready(6))))
                    .isEmpty();
        }

        @Test
        void goAtOnceWhileTheyBoot() {
            Replica boot = ready(1, "r0");
            Replica early = new Replica(
                    boot.id(),
                    "r0",
                    ReplicaState.STARTING,
                    minutesAgo(1),
                    FleetExamples.intent(1, CapacityType.SPOT, minutesAgo(2)),
                    boot.lease(),
                    null,
                    null,
                    null,
                    null,
                    "",
                    HostView.SILENT,
                    null);

            assertThat(Plans.words(view(spec(1, 1), 1, early)))
                    .containsExactly("terminate rack-1 replaced", "launch rack-2 spot");
        }

        @Test
        void giveUpTheirPlaceOneByOneWhereThereIsNoSurge() {
            assertThat(Plans.words(view(spec(2, 0), 2, ready(1, "r0"), ready(2, "r0"))))
                    .containsExactly("drain rack-1 replaced");
            Replica draining = ready(1, "r0").draining(EndReason.REPLACED, NOW.plusSeconds(60), NOW, "");
            assertThat(Plans.words(view(spec(2, 0), 2, draining, ready(2, "r0"))))
                    .isEmpty();
            assertThat(Plans.words(view(spec(2, 0), 2, ready(2, "r0")))).containsExactly("launch rack-3 spot");
            assertThat(Plans.words(view(spec(2, 0), 2, ready(2, "r0"), starting(3, Duration.ofMinutes(1)))))
                    .isEmpty();
        }

        @Test
        void areKeptWhileTheNewOneCannotStart() {
            LaunchHealth halted = new LaunchHealth(5, null, "5 launches in a row", null);
            Replica tried = ready(3).ended(EndReason.NEVER_READY, NOW, "");

            assertThat(Plans.words(view(spec(2, 0), 2, halted, List.of(ready(1, "r0"), ready(2, "r0"), tried))))
                    .isEmpty();
        }
    }

    @Nested
    class WhatAnswersNoMore {
        private final Instant longAgo = NOW.minusSeconds(60);

        @Test
        void isReplacedAfterItsTime() {
            assertThat(Plans.words(view(spec(2, 2), 2, ready(1), ready(2).withSilence(longAgo))))
                    .containsExactly("terminate rack-2 unreachable", "launch rack-3 spot");
            assertThat(Plans.words(view(spec(2, 2), 2, ready(1), ready(2).withSilence(longAgo.plusSeconds(1)))))
                    .isEmpty();
        }

        /** It may be our own network that is down: nothing is gained by ending all. */
        @Test
        void goesOneAtATimeWhenNoneAnswers() {
            Replica a = ready(1).withSilence(longAgo);
            Replica b = ready(2).withSilence(longAgo);

            assertThat(Plans.words(view(spec(2, 2), 2, a, b)))
                    .containsExactly("terminate rack-1 unreachable", "launch rack-3 spot");
            Replica going = a.ending(EndReason.UNREACHABLE, NOW, "");
            assertThat(Plans.words(view(spec(2, 2), 2, going, b, starting(3, Duration.ofMinutes(1)))))
                    .containsExactly("terminate rack-1 unreachable");
            assertThat(Plans.words(view(spec(2, 2), 2, b, ready(3))))
                    .containsExactly("terminate rack-2 unreachable", "launch rack-4 spot");
        }
    }
}
