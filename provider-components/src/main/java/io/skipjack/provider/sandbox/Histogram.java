package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** A Prometheus histogram of seconds with vLLM's buckets for the time to the first token. */
final class Histogram {
    private static final double[] BOUNDS = {
        0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560
    };

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final DoubleAdder sum = new DoubleAdder();

    Histogram() {
        Arrays.setAll(buckets, i -> new LongAdder());
    }

    void record(Duration time) {
        double seconds = time.toNanos() / 1e9;
        int found = Arrays.binarySearch(BOUNDS, seconds);
        buckets[found < 0 ? -found - 1 : found].increment();
        sum.add(seconds);
    }

    void render(StringBuilder out, String name, String labels) {
        out.append("# TYPE ").append(name).append(" histogram\n");
        long total = 0;
        for (int i = 0; i < buckets.length; i++) {
            total += buckets[i].sum();
            String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
            out.append(name).append("_bucket{le=\"").append(bound).append("\",").append(labels);
            out.append("} ").append((double) total).append('\n');
        }
        out.append(name).append("_count{").append(labels).append("} ").append((double) total);
        out.append('\n')
                .append(name)
                .append("_sum{")
                .append(labels)
                .append("} ")
                .append(sum.sum());
        out.append('\n');
    }
}
