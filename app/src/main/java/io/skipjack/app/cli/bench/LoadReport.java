package io.skipjack.app.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param head what load it was
 * @param counts of requests
 * @param times of good answers
 * @param tiers who gave these
 */
public record LoadReport(Head head, Counts counts, Times times, List<TierShare> tiers) {
    static final double MICROS_PER_MS = 1e3;

    /**
     * What load it was.
     *
     * @param url asked
     * @param model asked for
     * @param load in words, such as {@code 20/s}
     * @param stream whether answers were streamed
     */
    public record Head(String url, String model, String load, boolean stream) {}

    /**
     * Of requests that were due after the warm-up.
     *
     * @param ended all that were sent and have ended, or could not be sent
     * @param good of these
     * @param left open when the load was stopped, and counted nowhere else
     * @param troubles how often what went wrong
     * @param seconds from the end of the warm-up to the end of the last answer
     */
    public record Counts(long ended, long good, long left, Map<String, Long> troubles, double seconds) {}

    /**
     * Microseconds, of good answers.
     *
     * @param first from when the request was due to the first token
     * @param gaps from one token to the next
     * @param whole from when it was due to the end
     * @param late from when it was due until it was sent: what this program adds itself
     */
    public record Times(Histogram first, Histogram gaps, Histogram whole, Histogram late) {}

    public boolean anyGood() {
        return counts.good() > 0;
    }

    double perSecond(double count) {
        return counts.seconds() == 0 ? 0 : count / counts.seconds();
    }

    long completionTokens() {
        return tiers.stream().mapToLong(TierShare::completionTokens).sum();
    }

    long promptTokens() {
        return tiers.stream().mapToLong(TierShare::promptTokens).sum();
    }

    /** For programs; what is not known is null. */
    public Map<String, Object> map(LoadCost cost) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("url", head.url());
        map.put("model", head.model());
        map.put("load", head.load());
        map.put("stream", head.stream());
        map.put("seconds", rounded(counts.seconds()));
        map.put("requests", counts.ended());
        map.put("good", counts.good());
        map.put("left_open", counts.left());
        map.put("errors", counts.troubles());
        map.put("requests_per_second", rounded(perSecond(counts.good())));
        map.put("prompt_tokens", promptTokens());
        map.put("output_tokens", completionTokens());
        map.put("output_tokens_per_second", rounded(perSecond(completionTokens())));
        map.put("ttft_ms", ms(times.first()).map());
        map.put("inter_token_ms", ms(times.gaps()).map());
        map.put("total_ms", ms(times.whole()).map());
        map.put("sent_late_ms", ms(times.late()).map());
        map.put("tiers", tiers.stream().map(LoadReport::tier).toList());
        map.put("cost", cost.map());
        return map;
    }

    private static Map<String, Object> tier(TierShare share) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tier", share.tier().isEmpty() ? null : share.tier());
        map.put("good", share.answers());
        map.put("share", rounded(share.share()));
        map.put("prompt_tokens", share.promptTokens());
        map.put("output_tokens", share.completionTokens());
        map.put("ttft_ms", share.first().map());
        return map;
    }

    static Spread ms(Histogram micros) {
        return Spread.of(micros, MICROS_PER_MS);
    }

    static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
