package io.skipjack.domain.routing;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the gray replica: one that answers everything, but far too slowly. Sick is an upstream whose average time to
 * first token is at least {@code 0.8 x latencyFactor} times the median of its ready peers. The 0.8 makes "10 times
 * slower" come out as 10: an average climbs to its new level from below, and network time does not slow down with the
 * engine.
 *
 * <p>Time to first token, not total time, which depends on how much was asked for. The median, not the mean, which the
 * slow one's slow friends would pull up. At least two peers must be known, or the only other one in a tier of two:
 * there the slow one of the two is still the slow one.
 */
public final class LatencyOutliers {
    private static final double MARGIN = 0.8;

    private LatencyOutliers() {}

    /** Whether the upstream at {@code index} of a tier is such an outlier. */
    public static boolean isOutlier(int index, List<UpstreamHealth> tier, EjectionPolicy policy) {
        TtftAverage own = tier.get(index).ttft();
        if (own.samples() < policy.minLatencySamples()) {
            return false;
        }
        double[] peers = new double[tier.size()];
        int known = 0;
        for (int i = 0; i < tier.size(); i++) {
            UpstreamHealth peer = tier.get(i);
            if (i != index && peer.readiness().ready() && peer.ttft().samples() >= policy.minLatencySamples()) {
                peers[known++] = peer.ttft().seconds();
            }
        }
        int needed = Math.min(2, tier.size() - 1);
        return known > 0 && known >= needed && own.seconds() >= MARGIN * policy.latencyFactor() * median(peers, known);
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
