package io.skipjack.domain.scaling;

import io.skipjack.domain.scaling.ScalingDecision.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many replicas a load needs, and when to follow it.
 *
 * <p>Needed is {@code ceil(load / target)}, where load is arrivals per second (SkyServe's and Tuna's way) or requests open
 * and waiting; any demand needs one at least; always within {@code min_replicas} and {@code max_replicas}, whose change
 * takes effect at once.
 *
 * <p>Up: when more were needed without a break for {@code upscale_delay}, to all that are needed now, because boots take
 * minutes and in steps would take many times that. From zero with requests waiting there is no delay: nobody else answers
 * them, and each second of it is a client's.
 *
 * <p>Down: when without a break for {@code downscale_delay} the load would have filled fewer replicas to
 * {@value #FILL_PERCENT} % at most, so that a load at the edge does not launch and drain by turns; by half at once unless
 * there is no load at all, because nothing remembers how high the load was within the delay.
 *
 * <p>A delay that began in the future, or longer ago than it and an hour, was begun by another clock, and begins anew:
 * a clock that jumps costs one delay and moves no fleet.
 */
public final class Autoscaler {
    private static final int FILL_PERCENT = 80;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    /** Keeps 3 x 0.1 / 0.1 at three. */
    private static final double ROUNDING = 1e-9;

    private Autoscaler() {}

    public static ScalingDecision decide(ScalingPolicy policy, ScalingState state, LoadSample load, Instant now) {
        int current = within(policy, state.wanted());
        int needed = needed(policy, load, 1);
        int enough = needed(policy, load, FILL_PERCENT / 100.0);
        Instant moreSince = needed > current ? begun(state.moreSince(), policy.upscaleDelay(), now) : null;
        Instant fewerSince = enough < current ? begun(state.fewerSince(), policy.downscaleDelay(), now) : null;
        int wanted = current;
        if (moreSince != null && (isUrgent(current, load) || isOver(moreSince, policy.upscaleDelay(), now))) {
            wanted = needed;
            moreSince = null;
        } else if (fewerSince != null && isOver(fewerSince, policy.downscaleDelay(), now)) {
            wanted = load.isIdle() ? enough : Math.max(enough, current / 2);
            // what is left to go takes its own delay
            fewerSince = wanted > enough ? now : null;
        }
        return new ScalingDecision(
                direction(state.wanted(), wanted),
                new ScalingState(wanted, moreSince, fewerSince),
                reason(policy, load, needed, wanted));
    }

    private static int needed(ScalingPolicy policy, LoadSample load, double fill) {
        double target = policy.metric() == ScalingPolicy.Metric.QPS ? policy.targetQps() : policy.targetConcurrency();
        // a cast of what is too large for an int gives the largest
        int replicas = (int) Math.ceil(measured(policy, load) / (target * fill) - ROUNDING);
        return within(policy, load.isIdle() ? 0 : Math.max(1, replicas));
    }

    private static double measured(ScalingPolicy policy, LoadSample load) {
        return policy.metric() == ScalingPolicy.Metric.QPS
                ? load.requestsPerSecond()
                : load.inFlight() + load.waiting();
    }

    private static int within(ScalingPolicy policy, int replicas) {
        return Math.clamp(replicas, policy.minReplicas(), policy.maxReplicas());
    }

    private static boolean isUrgent(int current, LoadSample load) {
        return current == 0 && load.waiting() > 0;
    }

    private static Instant begun(@Nullable Instant since, Duration delay, Instant now) {
        if (since == null || since.isAfter(now)) {
            return now;
        }
        return since.isBefore(now.minus(delay).minus(LONGEST_PAUSE)) ? now : since;
    }

    private static boolean isOver(Instant since, Duration delay, Instant now) {
        return !now.isBefore(since.plus(delay));
    }

    private static Direction direction(int before, int wanted) {
        if (wanted == before) {
            return Direction.NONE;
        }
        return wanted > before ? Direction.UP : Direction.DOWN;
    }

    private static String reason(ScalingPolicy policy, LoadSample load, int needed, int wanted) {
        String measured = policy.metric() == ScalingPolicy.Metric.QPS
                ? String.format(
                        Locale.ROOT, "%.1f requests/s at %.1f a replica", load.requestsPerSecond(), policy.targetQps())
                : String.format(
                        Locale.ROOT,
                        "%.1f open and %.1f waiting at %.1f a replica",
                        load.inFlight(),
                        load.waiting(),
                        policy.targetConcurrency());
        String next = needed == wanted ? "" : needed > wanted ? ", more after a delay" : ", fewer after a delay";
        return "%s need %d of %d to %d%s".formatted(measured, needed, policy.minReplicas(), policy.maxReplicas(), next);
    }
}
