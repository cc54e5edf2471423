package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.end;
import static io.skipjack.domain.fleet.FleetExamples.heard;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.launched;
import static io.skipjack.domain.fleet.FleetExamples.lease;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.seen;
import static io.skipjack.domain.fleet.FleetExamples.sight;
import static io.skipjack.domain.fleet.FleetExamples.starting;
import static io.skipjack.domain.fleet.FleetExamples.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.fleet.ObservedLease.Status;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final Sight NOTHING = new Sight(null, true, false, 0);
    private static final Sight SILENT_REGION = new Sight(null, false, false, 0);

    @Nested
    class OnItsWayUp {
        @Test
        void aLeaseThatWasNotHeardOfIsTaken() {
            Replica intended = intended(1, Duration.ofSeconds(9));

            Replica after = look(intended, sight(seen(intended, Status.PENDING), false));

            assertThat(after.lease()).isEqualTo(lease(intended));
            assertThat(after.state()).isEqualTo(ReplicaState.PROVISIONING);
        }

        @Test
        void aRunningMachineIsStarting() {
            Replica after = look(launched(1, Duration.ofSeconds(40)), Status.RUNNING, false);

            assertThat(after.state()).isEqualTo(ReplicaState.STARTING);
            assertThat(after.since()).isEqualTo(NOW);
            assertThat(look(after, Status.RUNNING, false)).isSameAs(after);
        }

        @Test
        void itsAddressIsTakenFromTheProviderOnceItHasOne() {
            Replica launched = launched(1, Duration.ofSeconds(40));
            Lease bare =
                    new Lease("i-1", lease(launched).offer(), lease(launched).perHour(), NOW, null);

            Replica after = look(launched.withLease(bare), Status.RUNNING, false);

            assertThat(after.lease()).isNotNull();
            assertThat(after.lease().address()).isEqualTo(URI.create("http://10.0.0.1:8000/v1"));
        }

        @Test
        void theHostsPhasesShowInTheReason() {
            Replica boot = starting(1, Duration.ofMinutes(1));
            Replica pulling = look(heard(boot, BootPhase.PULLING, null, null), Status.RUNNING, false);
            Replica loading = look(heard(pulling, BootPhase.LOADING, null, null), Status.RUNNING, false);

            assertThat(pulling.reason()).isEqualTo("pulling the engine's image");
            assertThat(loading.reason()).isEqualTo("loading the weights");
            assertThat(loading.since()).as("the same state").isEqualTo(boot.since());
            assertThat(look(loading, Status.RUNNING, false)).isSameAs(loading);
        }

        @Test
        void aHostThatSpeaksRunsWhateverTheProviderShows() {
            Replica launched = heard(launched(1, Duration.ofSeconds(40)), BootPhase.PULLING, null, null);

            assertThat(look(launched, NOTHING).state()).isEqualTo(ReplicaState.STARTING);
        }

        @Test
        void anEngineThatAnswersIsReady() {
            Replica after = look(starting(1, Duration.ofSeconds(76)), Status.RUNNING, true);

            assertThat(after.state()).isEqualTo(ReplicaState.READY);
            assertThat(after.readyAt()).isEqualTo(NOW);
            assertThat(after.reason()).isEqualTo("the engine answers, 76 s after the launch");
            assertThat(look(after, Status.RUNNING, true)).isSameAs(after);
        }
    }

    @Nested
    class WhatIsMissing {
        /** Row 47. */
        @Test
        void aYoungLeaseThatIsNotShownIsNotTakenForGone() {
            Replica young = starting(1, Duration.ofSeconds(299));
            Replica old = starting(1, Duration.ofSeconds(303));

            assertThat(look(young, NOTHING)).isSameAs(young);
            assertThat(look(old, NOTHING).state()).isEqualTo(ReplicaState.ENDING);
        }

        @Test
        void anOldLeaseThatIsNotShownIsEndedOnceMoreBeforeItCountsAsEnded() {
            Replica silent = look(ready(1), NOTHING);
            Replica ending = look(silent, NOTHING);
            Replica ended = look(ending, NOTHING);

            assertThat(silent.state()).as("it may be a bad look").isEqualTo(ReplicaState.READY);
            assertThat(ending.state()).isEqualTo(ReplicaState.ENDING);
            assertThat(ending.endReason()).isEqualTo(EndReason.LOST);
            assertThat(ended.state()).isEqualTo(ReplicaState.ENDED);
            assertThat(ended.endReason()).isEqualTo(EndReason.LOST);
            assertThat(ended.endedAt()).isEqualTo(NOW);
        }

        @Test
        void ofARegionThatDidNotAnswerNothingCanBeSaid() {
            Replica ending = ready(1).ending(EndReason.SCALED_DOWN, NOW, "");

            assertThat(look(ready(1), new Sight(null, false, true, 0)).state()).isEqualTo(ReplicaState.READY);
            assertThat(look(ending, SILENT_REGION)).isSameAs(ending);
        }

        @Test
        void anEngineThatAnswersIsThere() {
            Replica ready = ready(1);

            assertThat(look(ready, new Sight(null, true, true, 0))).isSameAs(ready);
        }

        @Test
        void aLaunchThatNeverShowedIsGivenUpForGoodOnlyAfterTheWindow() {
            Replica givenUp = intended(1, Duration.ofMinutes(20)).ending(EndReason.NEVER_READY, NOW, "");

            assertThat(Transitions.afterSight(givenUp, NOTHING, TIMING, NOW.plusSeconds(299)))
                    .isSameAs(givenUp);
            Replica ended = Transitions.afterSight(givenUp, NOTHING, TIMING, NOW.plusSeconds(300));
            assertThat(ended.state()).isEqualTo(ReplicaState.ENDED);
            assertThat(ended.endReason()).isEqualTo(EndReason.NEVER_READY);
            assertThat(ended.reason()).isEqualTo("its launch never showed");
        }

        @Test
        void aLaunchThatWasNotHeardOfIsNoLoss() {
            Replica intended = intended(1, Duration.ofMinutes(20));

            assertThat(look(intended, NOTHING)).isSameAs(intended);
        }
    }

    @Nested
    class OnItsWayOut {
        @Test
        void aLeaseThatIsGoneWithoutAWordIsLost() {
            Replica after = look(ready(1), Status.GONE, false);

            assertThat(after.state()).isEqualTo(ReplicaState.ENDED);
            assertThat(after.endReason()).isEqualTo(EndReason.LOST);
            assertThat(after.reason()).isEqualTo("i-1 has ended: gone");
        }

        @Test
        void theProvidersWordsAreKept() {
            ObservedLease stopping = new ObservedLease(
                    lease(ready(1)), ready(1).id(), "t", 1, Status.STOPPING, "Server.SpotInstanceTermination");

            Replica after = look(told(ready(1), end(Duration.ofSeconds(60))), sight(stopping, true));

            assertThat(after.state()).isEqualTo(ReplicaState.ENDING);
            assertThat(after.endReason()).isEqualTo(EndReason.INTERRUPTED);
            assertThat(after.reason()).isEqualTo("i-1 has ended: Server.SpotInstanceTermination");
        }

        @Test
        void anEndThatIsConfirmedKeepsItsFirstReason() {
            Replica ending =
                    ready(1).draining(EndReason.SCALED_DOWN, NOW, NOW, "").ending(EndReason.INTERRUPTED, NOW, "");

            Replica after = look(ending, Status.GONE, false);

            assertThat(after.endReason()).isEqualTo(EndReason.SCALED_DOWN);
            assertThat(look(after, Status.RUNNING, true)).isSameAs(after);
        }

        @Test
        void anIdleDrainEndsOnceAllRoutersHaveHeardOfIt() {
            Replica draining = Transitions.draining(ready(1), EndReason.SCALED_DOWN, NOW.plusSeconds(600), "", NOW);
            ObservedLease running = seen(ready(1), Status.RUNNING);

            assertThat(Transitions.afterSight(draining, sight(running, true), TIMING, NOW.plusSeconds(4)))
                    .isSameAs(draining);
            assertThat(Transitions.afterSight(draining, new Sight(running, true, true, 1), TIMING, NOW.plusSeconds(60)))
                    .isSameAs(draining);
            assertThat(Transitions.afterSight(draining, sight(running, true), TIMING, NOW.plusSeconds(5)))
                    .satisfies(after -> assertThat(after.state()).isEqualTo(ReplicaState.ENDING))
                    .satisfies(after -> assertThat(after.endReason()).isEqualTo(EndReason.SCALED_DOWN));
        }

        @Test
        void ofTwoDrainsTheEarlierTimeCounts() {
            Replica draining = Transitions.draining(ready(1), EndReason.SCALED_DOWN, NOW.plusSeconds(600), "a", NOW);
            Replica sooner = Transitions.draining(
                    draining, EndReason.INTERRUPTED, NOW.plusSeconds(100), "b", NOW.plusSeconds(9));

            assertThat(sooner.drainBy()).isEqualTo(NOW.plusSeconds(100));
            assertThat(sooner.since()).isEqualTo(NOW);
            assertThat(sooner.endReason()).isEqualTo(EndReason.SCALED_DOWN);
            assertThat(Transitions.draining(sooner, EndReason.SCALED_DOWN, NOW.plusSeconds(600), "c", NOW))
                    .isSameAs(sooner);
        }

        @Test
        void endingTwiceChangesNothing() {
            Replica ending = Transitions.ending(ready(1), EndReason.UNREACHABLE, "", NOW);

            assertThat(Transitions.ending(ending, EndReason.LOST, "", NOW)).isSameAs(ending);
            assertThat(Transitions.draining(ending, EndReason.LOST, NOW, "", NOW))
                    .isSameAs(ending);
        }
    }

    @Nested
    class WhatAnswersNoMore {
        @Test
        void theSilenceIsTimedFromItsBeginningAndForgottenWhenItEnds() {
            Replica silent = look(ready(1), Status.RUNNING, false);
            Replica still = Transitions.afterSight(
                    silent, sight(seen(ready(1), Status.RUNNING), false), TIMING, NOW.plusSeconds(30));
            Replica back = Transitions.afterSight(
                    silent, sight(seen(ready(1), Status.RUNNING), true), TIMING, NOW.plusSeconds(31));

            assertThat(silent.silentSince()).isEqualTo(NOW);
            assertThat(silent.isServing()).isFalse();
            assertThat(still).isSameAs(silent);
            assertThat(back.silentSince()).isNull();
            assertThat(back.since()).isEqualTo(ready(1).since());
        }
    }

    @Nested
    class OtherClocks {
        /** Row 58. */
        @Test
        void waitsThatBeganInTheFutureBeginAnew() {
            Instant wrong = NOW.plus(Duration.ofDays(2));
            Replica draining = ready(1).draining(EndReason.SCALED_DOWN, wrong.plusSeconds(600), wrong, "");
            ObservedLease running = seen(ready(1), Status.RUNNING);

            Replica after = look(draining, new Sight(running, true, true, 1));

            assertThat(after.since()).isEqualTo(NOW);
            assertThat(after.drainBy()).isEqualTo(NOW.plus(TIMING.drainTimeout()));
            Replica silent = look(ready(1).withSilence(wrong), sight(running, false));
            assertThat(silent.silentSince()).isEqualTo(NOW);
        }
    }

    /** Whatever is seen, in whatever order, replicas move forward, and a look repeated at once changes nothing. */
    @Property(tries = 300)
    void statesOnlyMoveForward(@ForAll long seed) {
        Random random = new Random(seed);
        Replica replica = intended(1, Duration.ZERO);
        Instant now = NOW;
        for (int i = 0; i < 40; i++) {
            now = now.plusSeconds(random.nextInt(120));
            Sight sight = anySight(replica, random);
            Replica next = Transitions.afterSight(replica, sight, TIMING, now);
            assertThat(next.state()).isGreaterThanOrEqualTo(replica.state());
            if (next.state() != ReplicaState.ENDING) {
                Replica again = Transitions.afterSight(next, sight, TIMING, now);
                assertThat(again.state()).isGreaterThanOrEqualTo(next.state());
            }
            replica = next;
        }
    }

    private static Sight anySight(Replica replica, Random random) {
        Status[] all = Status.values();
        int status = random.nextInt(all.length + 1);
        ObservedLease lease = status == all.length ? null : seen(replica, all[status]);
        return new Sight(lease, random.nextBoolean(), random.nextBoolean(), random.nextInt(2));
    }

    private static Replica look(Replica replica, Status status, boolean answers) {
        return look(replica, sight(seen(replica, status), answers));
    }

    private static Replica look(Replica replica, Sight sight) {
        return Transitions.afterSight(replica, sight, TIMING, NOW);
    }
}
