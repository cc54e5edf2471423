package io.skipjack.app.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How values are spread. All zero where there are none.
 *
 * @param count of values
 * @param mean in the unit of the others, as are the percentiles and the largest
 */
public record Spread(long count, double mean, double p50, double p90, double p95, double p99, double max) {

    /** @param unit how many of the histogram's own units are one of the spread's */
    static Spread of(Histogram histogram, double unit) {
        return new Spread(
                histogram.getTotalCount(),
                histogram.getTotalCount() == 0 ? 0 : histogram.getMean() / unit,
                at(histogram, 50, unit),
                at(histogram, 90, unit),
                at(histogram, 95, unit),
                at(histogram, 99, unit),
                at(histogram, 100, unit));
    }

    private static double at(Histogram histogram, double percentile, double unit) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / unit;
    }

    /** By name; null in the place of what nothing is known of. */
    public Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("count", count);
        map.put("mean", known(mean));
        map.put("p50", known(p50));
        map.put("p90", known(p90));
        map.put("p95", known(p95));
        map.put("p99", known(p99));
        map.put("max", known(max));
        return map;
    }

    private @Nullable Object known(double value) {
        return count == 0 ? null : Math.round(value * 1e6) / 1e6;
    }
}
