package io.skipjack.app.cli.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * Takes what came of each request while a load runs. Times are those of good answers, counted from when the request was
 * due: one that had to wait to be sent has waited. Safe for use by many threads.
 */
public final class LoadTally {
    private final Histogram first = Histograms.ofTimes();
    private final Histogram whole = Histograms.ofTimes();
    private final Histogram late = Histograms.ofTimes();
    private final AtomicHistogram gaps = Histograms.shared();
    private final Map<String, TierTally> tiers = new TreeMap<>();
    private final Map<String, Long> troubles = new TreeMap<>();
    private long sent;
    private long good;
    private long lastEnd;

    /** What one tier answered. */
    static final class TierTally {
        final Histogram first = Histograms.ofTimes();
        final Histogram tokens = Histograms.growing();
        long answers;
        long promptTokens;
        long completionTokens;
    }

    /** For the times between the events of answers that count, also of those that break off later. */
    LongConsumer gaps() {
        return nanos -> Histograms.take(gaps, nanos);
    }

    /**
     * Takes one request that was sent and has ended.
     *
     * @param due when it was to be sent, by {@link System#nanoTime}
     * @param sentAt when it was
     */
    synchronized void take(long due, long sentAt, Reply reply) {
        sent++;
        lastEnd = lastEnd == 0 ? reply.endNanos() : Math.max(lastEnd, reply.endNanos());
        Histograms.take(late, sentAt - due);
        if (!reply.good()) {
            troubles.merge(reply.trouble(), 1L, Long::sum);
            return;
        }
        good++;
        Histograms.take(whole, reply.endNanos() - due);
        TierTally tier = tiers.computeIfAbsent(reply.tier(), any -> new TierTally());
        tier.answers++;
        tier.promptTokens += reply.promptTokens();
        tier.completionTokens += reply.completionTokens();
        tier.tokens.recordValue(reply.promptTokens() + reply.completionTokens());
        if (reply.firstTokenNanos() != 0) {
            Histograms.take(first, reply.firstTokenNanos() - due);
            Histograms.take(tier.first, reply.firstTokenNanos() - due);
        }
    }

    /** Takes one that could not even be sent. */
    synchronized void notSent() {
        sent++;
        troubles.merge(Trouble.NOT_SENT, 1L, Long::sum);
    }

    /** How it goes so far. */
    public synchronized Glance glance() {
        Histogram times = first.getTotalCount() == 0 ? whole : first;
        return new Glance(sent, sent - good, times.getTotalCount() == 0 ? 0 : times.getValueAtPercentile(50));
    }

    /**
     * How it goes.
     *
     * @param ended requests
     * @param failed of these
     * @param medianMicros to the first token, or of the whole answer where there are no streams
     */
    public record Glance(long ended, long failed, long medianMicros) {}

    /**
     * What came of it.
     *
     * @param head what load it was
     * @param began when counting began, by {@link System#nanoTime}
     * @param left how many were open when it was stopped, and are not counted
     */
    public synchronized LoadReport report(LoadReport.Head head, long began, long left) {
        double seconds = lastEnd == 0 ? 0 : Math.max(0, lastEnd - began) / 1e9;
        LoadReport.Counts counts = new LoadReport.Counts(sent, good, left, Map.copyOf(troubles), seconds);
        return new LoadReport(
                head,
                counts,
                new LoadReport.Times(first.copy(), gaps.copy(), whole.copy(), late.copy()),
                tiers.entrySet().stream()
                        .map(each -> TierShare.of(each.getKey(), each.getValue(), good))
                        .toList());
    }
}
