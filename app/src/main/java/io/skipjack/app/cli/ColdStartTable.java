package io.skipjack.app.cli;

import io.skipjack.app.cli.bench.PhaseTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cold starts in lines for people, in seconds.
 *
 * @param outcomes by provider
 */
record ColdStartTable(Map<String, ColdStarts.Outcome> outcomes) {
    private static final String ROW = "%-12s %5s  %-14s %9s %9s %9s";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(ROW.formatted("PROVIDER", "RUNS", "SECONDS", "MEDIAN", "MIN", "MAX"));
        outcomes.forEach((provider, outcome) -> lines.addAll(lines(Cells.clean(provider), outcome)));
        return lines;
    }

    private static List<String> lines(String provider, ColdStarts.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (PhaseTimes.Phase phase : outcome.times().phases()) {
            lines.add(ROW.formatted(
                    lines.isEmpty() ? provider : "",
                    lines.isEmpty() ? String.valueOf(outcome.runs().size()) : "",
                    phase.name(),
                    seconds(phase.median()),
                    seconds(phase.min()),
                    seconds(phase.max())));
        }
        for (String failure : outcome.failures()) {
            lines.add("%-12s %5s  failed: %s"
                    .formatted(lines.isEmpty() ? provider : "", lines.isEmpty() ? "0" : "", Cells.clean(failure)));
        }
        return lines;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.2f", seconds);
    }
}
