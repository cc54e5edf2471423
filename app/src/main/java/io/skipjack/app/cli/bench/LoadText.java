package io.skipjack.app.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A report in lines for people.
 *
 * @param report what came of a load
 * @param cost of its answers
 */
public record LoadText(LoadReport report, LoadCost cost) {
    private static final String ROW = "%-22s %9s %9s %9s %9s %9s";
    /** From here on what this program adds is more than noise. */
    private static final long LATE_MICROS = 20_000;

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        LoadReport.Counts counts = report.counts();
        lines.add(text(
                "%s, %s%s, to %s",
                report.head().load(),
                report.head().model(),
                report.head().stream() ? ", streamed" : "",
                report.head().url()));
        lines.add(text(
                "%,d requests in %.1f s: %,d good, %,d failed%s",
                counts.ended(),
                counts.seconds(),
                counts.good(),
                counts.ended() - counts.good(),
                counts.left() == 0 ? "" : text(", and %,d open when it was stopped", counts.left())));
        counts.troubles().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(each -> lines.add(text("  %-20s %,d", each.getKey(), each.getValue())));
        if (report.anyGood()) {
            times(lines);
            throughput(lines);
            lines.addAll(costs());
            histogram(lines);
        }
        return lines;
    }

    private void times(List<String> lines) {
        LoadReport.Times times = report.times();
        lines.add("");
        lines.add(text(ROW, "milliseconds", "p50", "p90", "p95", "p99", "max"));
        row(lines, "to the first token", times.first());
        row(lines, "between tokens", times.gaps());
        row(lines, "whole answer", times.whole());
        if (times.late().getValueAtPercentile(99) > LATE_MICROS) {
            row(lines, "sent late by", times.late());
            lines.add(
                    "Requests went out late: this machine, or this program, is at its limit. Times count from when they"
                            + " were due.");
        }
    }

    private static void row(List<String> lines, String name, Histogram micros) {
        if (micros.getTotalCount() > 0) {
            lines.add(text(ROW, name, at(micros, 50), at(micros, 90), at(micros, 95), at(micros, 99), at(micros, 100)));
        }
    }

    private static String at(Histogram micros, double percentile) {
        return Bars.ms(micros.getValueAtPercentile(percentile));
    }

    private void throughput(List<String> lines) {
        lines.add("");
        lines.add(text(
                "throughput  %,.1f good answers/s, %,.0f output tokens/s (%,d read, %,d written)",
                report.perSecond(report.counts().good()),
                report.perSecond(report.completionTokens()),
                report.promptTokens(),
                report.completionTokens()));
        for (TierShare share : report.tiers()) {
            lines.add(text(
                    "tier        %s %.1f %% (%,d answers)%s",
                    share.tier().isEmpty() ? "not named" : share.tier().replaceAll("\\p{Cntrl}", " "),
                    share.share() * 100,
                    share.answers(),
                    first(share.first())));
        }
    }

    private static String first(Spread ms) {
        return ms.count() == 0
                ? ""
                : text(", first token p50 %s ms, p99 %s ms", Bars.ms(ms.p50() * 1e3), Bars.ms(ms.p99() * 1e3));
    }

    private List<String> costs() {
        Spread request = cost.request();
        if (request == null) {
            return List.of("cost        not known: " + cost.unknown());
        }
        List<String> rates = cost.rates().entrySet().stream()
                .map(each -> text("%s $%.3f", each.getKey(), each.getValue()))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("cost        per million tokens, last day: " + String.join(", ", rates));
        lines.add(text(
                "            per 1,000 requests: mean $%.4f, p50 $%.4f, p95 $%.4f, p99 $%.4f",
                request.mean(), request.p50(), request.p95(), request.p99()));
        if (!cost.unknown().isEmpty()) {
            lines.add("            " + cost.unknown());
        }
        return lines;
    }

    private void histogram(List<String> lines) {
        boolean streamed = report.times().first().getTotalCount() > 0;
        lines.add("");
        lines.add(streamed ? "to the first token" : "whole answer");
        lines.addAll(new Bars(streamed ? report.times().first() : report.times().whole()).lines());
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
