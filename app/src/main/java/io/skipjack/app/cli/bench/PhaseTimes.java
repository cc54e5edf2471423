package io.skipjack.app.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each phase of a cold start took, over some runs.
 *
 * @param runs one map for each run that came to its end, of phases in their order
 */
public record PhaseTimes(List<Map<String, Duration>> runs) {
    private static final double MILLIS = 1e3;

    public PhaseTimes {
        runs = List.copyOf(runs);
    }

    /**
     * One phase.
     *
     * @param median in seconds, as are min and max; of an even number of runs the mean of the middle two
     */
    public record Phase(String name, double median, double min, double max) {}

    /** In the order in which they were first seen. */
    public List<Phase> phases() {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (Map<String, Duration> run : runs) {
            run.forEach((name, took) ->
                    seconds.computeIfAbsent(name, any -> new ArrayList<>()).add(took.toMillis() / MILLIS));
        }
        return seconds.entrySet().stream()
                .map(each -> phase(each.getKey(), each.getValue()))
                .toList();
    }

    private static Phase phase(String name, List<Double> seconds) {
        Collections.sort(seconds);
        int middle = seconds.size() / 2;
        double median =
                seconds.size() % 2 == 1 ? seconds.get(middle) : (seconds.get(middle - 1) + seconds.get(middle)) / 2;
        return new Phase(name, median, seconds.getFirst(), seconds.getLast());
    }
}
