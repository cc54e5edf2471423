package io.skipjack.domain.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.scaling.ScalingDecision.Direction;
import io.skipjack.domain.scaling.ScalingPolicy.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutoscalerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ScalingPolicy CONCURRENCY = policy(Metric.CONCURRENCY, 0, 10);
    private static final ScalingPolicy QPS = policy(Metric.QPS, 0, 10);

    @Test
    void neededIsTheLoadOverTheTarget() {
        assertThat(settled(CONCURRENCY, open(30, 1))).isEqualTo(4);
        assertThat(settled(CONCURRENCY, open(30, 0))).isEqualTo(3);
        assertThat(settled(QPS, new LoadSample(25, 900, 0, Duration.ofSeconds(60))))
                .isEqualTo(3);
    }

    @Test
    void anyDemandWantsOne() {
        assertThat(settled(CONCURRENCY, new LoadSample(0.01, 0, 0, Duration.ofSeconds(60))))
                .isEqualTo(1);
        assertThat(settled(QPS, open(0.1, 0))).isEqualTo(1);
    }

    @Test
    void theBoundsAreKept() {
        assertThat(settled(CONCURRENCY, open(1e12, Double.POSITIVE_INFINITY))).isEqualTo(10);
        assertThat(settled(policy(Metric.QPS, 2, 10), LoadSample.NONE)).isEqualTo(2);
    }

    @Test
    void moreAreWantedAfterTheDelayAndNotBefore() {
        ScalingDecision first = decide(CONCURRENCY, state(2, null, null), open(45, 0), NOW);
        assertThat(first.wanted()).isEqualTo(2);
        assertThat(first.direction()).isEqualTo(Direction.NONE);
        assertThat(first.state().moreSince()).isEqualTo(NOW);

        ScalingDecision early = decide(CONCURRENCY, first.state(), open(45, 0), NOW.plusMillis(4_999));
        assertThat(early.wanted()).isEqualTo(2);
        ScalingDecision late = decide(CONCURRENCY, early.state(), open(45, 0), NOW.plusSeconds(5));
        assertThat(late.state()).isEqualTo(state(5, null, null));
        assertThat(late.direction()).isEqualTo(Direction.UP);
        assertThat(late.reason()).isEqualTo("45.0 open and 0.0 waiting at 10.0 a replica need 5 of 0 to 10");
    }

    @Test
    void aBreakInTheNeedBeginsTheDelayAnew() {
        ScalingDecision first = decide(CONCURRENCY, state(2, null, null), open(45, 0), NOW);
        ScalingDecision calm = decide(CONCURRENCY, first.state(), open(18, 0), NOW.plusSeconds(4));
        ScalingDecision again = decide(CONCURRENCY, calm.state(), open(45, 0), NOW.plusSeconds(8));

        assertThat(calm.state().moreSince()).isNull();
        assertThat(again.state()).isEqualTo(state(2, NOW.plusSeconds(8), null));
    }

    @Test
    void fromZeroWithRequestsWaitingThereIsNoDelay() {
        assertThat(decide(CONCURRENCY, state(0, null, null), open(0, 25), NOW).wanted())
                .isEqualTo(3);
        assertThat(decide(CONCURRENCY, state(0, null, null), open(25, 0), NOW).wanted())
                .as("answered by serverless meanwhile")
                .isZero();
        assertThat(decide(CONCURRENCY, state(1, null, null), open(0, 25), NOW).wanted())
                .isEqualTo(1);
    }

    @Test
    void withoutLoadItGoesToZeroAfterTheDelay() {
        ScalingDecision first = decide(CONCURRENCY, state(5, null, null), LoadSample.NONE, NOW);
        ScalingDecision early = decide(CONCURRENCY, first.state(), LoadSample.NONE, NOW.plusSeconds(59));
        ScalingDecision late = decide(CONCURRENCY, early.state(), LoadSample.NONE, NOW.plusSeconds(60));

        assertThat(early.state()).isEqualTo(state(5, null, NOW));
        assertThat(late.state()).isEqualTo(state(0, null, null));
        assertThat(late.direction()).isEqualTo(Direction.DOWN);
    }

    @Test
    void fewerAreWantedOnlyBelowEightyPercentOfWhatFewerCarry() {
        assertThat(decide(CONCURRENCY, state(5, null, null), open(32.1, 0), NOW)
                        .state()
                        .fewerSince())
                .isNull();
        assertThat(decide(CONCURRENCY, state(5, null, null), open(32, 0), NOW)
                        .state()
                        .fewerSince())
                .isEqualTo(NOW);
    }

    @Test
    void underLoadHalfGoesAtOnceAndTheRestAfterItsOwnDelay() {
        Instant since = NOW.minusSeconds(60);
        ScalingDecision half = decide(CONCURRENCY, state(10, null, since), open(5, 0), NOW);
        assertThat(half.state()).isEqualTo(state(5, null, NOW));
        assertThat(decide(CONCURRENCY, half.state(), open(5, 0), NOW.plusSeconds(59))
                        .wanted())
                .isEqualTo(5);
        assertThat(decide(CONCURRENCY, half.state(), open(5, 0), NOW.plusSeconds(60))
                        .wanted())
                .isEqualTo(2);
    }

    @Test
    void editedBoundsTakeEffectAtOnce() {
        ScalingDecision up = decide(policy(Metric.QPS, 3, 10), state(1, null, null), LoadSample.NONE, NOW);
        ScalingDecision down = decide(policy(Metric.CONCURRENCY, 0, 2), state(8, null, null), open(80, 0), NOW);

        assertThat(up.wanted()).isEqualTo(3);
        assertThat(up.direction()).isEqualTo(Direction.UP);
        assertThat(down.wanted()).isEqualTo(2);
        assertThat(down.direction()).isEqualTo(Direction.DOWN);
    }

    /** Row 58. */
    @Test
    void aClockThatJumpsCostsOneDelayAndMovesNoFleet() {
        Instant ahead = NOW.plus(Duration.ofDays(2));
        assertThat(decide(CONCURRENCY, state(5, null, ahead), LoadSample.NONE, NOW)
                        .state())
                .isEqualTo(state(5, null, NOW));
        assertThat(decide(CONCURRENCY, state(5, ahead, null), open(90, 0), NOW).state())
                .isEqualTo(state(5, NOW, null));

        ScalingState waiting = state(5, null, NOW.minusSeconds(10));
        assertThat(decide(CONCURRENCY, waiting, LoadSample.NONE, ahead).state()).isEqualTo(state(5, null, ahead));
        ScalingState growing = state(5, NOW.minusSeconds(1), null);
        assertThat(decide(CONCURRENCY, growing, open(90, 0), ahead).state()).isEqualTo(state(5, ahead, null));
    }

    /** Row 64: 0 to 1000 requests a second and back, seen through a window of a minute, decided every two seconds. */
    @Test
    void aStormIsFollowedUpOnceAndDownOnce() {
        ScalingPolicy policy = policy(Metric.QPS, 0, 100);
        List<Integer> wanted = follow(policy, 1200, second -> second >= 100 && second < 400 ? 1000 : 0);

        assertThat(wanted).allMatch(count -> count <= 100).contains(100);
        assertThat(turns(wanted)).as("changes of direction").isEqualTo(1);
        assertThat(wanted.getLast()).isZero();
        assertThat(wanted.get(480 / 2)).as("80 s after the storm").isZero();
    }

    @Test
    void aLoadThatSwingsAroundTheEdgeDoesNotMoveTheFleetToAndFro() {
        List<Integer> wanted = follow(policy(Metric.QPS, 0, 100), 3600, second -> 100 + 10 * Math.sin(second / 40.0));

        assertThat(turns(wanted.subList(300, wanted.size()))).isZero();
        assertThat(wanted.getLast()).isEqualTo(11);
    }

    @Property(tries = 200)
    void whatIsWantedIsWithinTheBoundsAndNeverBelowTheNeedForLong(
            @ForAll @DoubleRange(max = 500) double load,
            @ForAll @IntRange(max = 20) int before,
            @ForAll @IntRange(max = 5) int min) {
        ScalingPolicy policy = policy(Metric.CONCURRENCY, min, 20);
        ScalingState state = state(before, null, null);
        for (int second = 0; second <= 900; second += 2) {
            state = decide(policy, state, open(load, 0), NOW.plusSeconds(second))
                    .state();
        }
        int needed = Math.clamp((int) Math.ceil(load / 10), min, 20);
        assertThat(state.wanted()).isBetween(needed, Math.clamp((int) Math.ceil(load / 8) + 1, min, 20));
    }

    private static List<Integer> follow(ScalingPolicy policy, int seconds, IntToDoubleFunction arrivals) {
        List<Integer> wanted = new ArrayList<>();
        ScalingState state = ScalingState.initial(policy);
        for (int second = 0; second < seconds; second += 2) {
            double sum = 0;
            for (int back = 0; back < 60; back++) {
                sum += second - back < 0 ? 0 : arrivals.applyAsDouble(second - back);
            }
            LoadSample load = new LoadSample(sum / 60, 0, 0, Duration.ofSeconds(60));
            state = decide(policy, state, load, NOW.plusSeconds(second)).state();
            wanted.add(state.wanted());
        }
        return wanted;
    }

    private static int turns(List<Integer> wanted) {
        int turns = 0;
        int direction = 0;
        for (int i = 1; i < wanted.size(); i++) {
            int next = Integer.signum(wanted.get(i) - wanted.get(i - 1));
            turns += next != 0 && direction != 0 && next != direction ? 1 : 0;
            direction = next == 0 ? direction : next;
        }
        return turns;
    }

    private static int settled(ScalingPolicy policy, LoadSample load) {
        return decide(policy, state(0, NOW.minusSeconds(10), null), load, NOW).wanted();
    }

    private static ScalingDecision decide(ScalingPolicy policy, ScalingState state, LoadSample load, Instant now) {
        return Autoscaler.decide(policy, state, load, now);
    }

    private static LoadSample open(double inFlight, double waiting) {
        return new LoadSample(0, inFlight, waiting, Duration.ofSeconds(60));
    }

    private static ScalingState state(int wanted, @Nullable Instant moreSince, @Nullable Instant fewerSince) {
        return new ScalingState(wanted, moreSince, fewerSince);
    }

    private static ScalingPolicy policy(Metric metric, int min, int max) {
        return new ScalingPolicy(metric, min, max, 10, 10, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }
}
