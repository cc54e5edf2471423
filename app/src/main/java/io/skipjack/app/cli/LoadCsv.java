package io.skipjack.app.cli;

import io.skipjack.app.cli.bench.LoadCost;
import io.skipjack.app.cli.bench.LoadReport;
import io.skipjack.app.cli.bench.TierShare;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as two lines of CSV, names and values. The names are the same for every run, so that the second lines of many
 * make a table.
 */
final class LoadCsv {
    private static final List<String> TIERS = List.of("spot", "serverless");

    private LoadCsv() {}

    static List<String> lines(LoadReport report, LoadCost cost) {
        Map<String, Object> columns = report.map(cost);
        columns.put("errors", errors(report.counts().troubles()));
        columns.remove("tiers");
        Map<String, Object> shares = new LinkedHashMap<>();
        TIERS.forEach(tier -> shares.put(tier, share(report, tier)));
        columns.put("tier_share", shares);
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", columns, flat);
        return List.of(
                Csv.line(flat.keySet().toArray()),
                Csv.line(flat.values().stream().map(LoadCsv::asText).toArray()));
    }

    /** How many kinds there are differs from run to run, so all are in one cell. */
    private static String errors(Map<String, Long> troubles) {
        return String.join(
                "; ",
                troubles.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .sorted()
                        .toList());
    }

    private static double share(LoadReport report, String tier) {
        return report.tiers().stream()
                .filter(share -> share.tier().equals(tier))
                .mapToDouble(TierShare::share)
                .sum();
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> flat) {
        switch (value) {
            case null -> flat.put(name, "");
            case Map<?, ?> map ->
                map.forEach(
                        (key, inner) -> flatten(name.isEmpty() ? String.valueOf(key) : name + "." + key, inner, flat));
            default -> flat.put(name, value.toString());
        }
    }

    /** What a spreadsheet would take for a formula is text. */
    private static String asText(String cell) {
        return cell.matches("(?s)[=+@].*") ? "'" + cell : cell;
    }
}
