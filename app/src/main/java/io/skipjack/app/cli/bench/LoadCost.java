package io.skipjack.app.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a load cost, at what a million tokens of the tier that gave them cost of late. Not what the load
 * itself cost: a GPU is paid for by the hour, whoever asks it.
 *
 * @param rates dollars per million tokens, by tier
 * @param request dollars per thousand requests; null where that is not known
 * @param unknown why it is not known, or of what it is not; empty where it is known of all
 */
public record LoadCost(Map<String, Double> rates, @Nullable Spread request, String unknown) {
    /** Thousandths of a micro-dollar in a dollar, over a thousand requests. */
    private static final double NANO_DOLLARS = 1e6;

    private static final double THOUSANDTHS = 1e3;
    private static final Spread NOTHING = new Spread(0, 0, 0, 0, 0, 0, 0);

    /** Of a router that does not say. */
    public static LoadCost unknown(String why) {
        return new LoadCost(Map.of(), null, why);
    }

    /**
     * A dollar per million tokens is a micro-dollar per token. Answers that name no tier, as those that the router held
     * until there was one, are left out, and said to be.
     *
     * @param known dollars per million tokens, of the tiers of which that is known
     */
    public static LoadCost of(LoadReport report, Map<String, Double> known) {
        List<String> missing = new ArrayList<>();
        long unnamed = 0;
        Histogram costs = Histograms.growing();
        for (TierShare share : report.tiers()) {
            Double rate = known.get(share.tier());
            if (share.tier().isEmpty()) {
                unnamed = share.answers();
            } else if (rate == null) {
                missing.add(share.tier());
            } else {
                add(share.tokens(), rate, costs);
            }
        }
        if (!missing.isEmpty()) {
            String names = String.join(" and ", missing);
            return new LoadCost(known, null, "the router does not know yet what tokens of " + names + " cost");
        }
        if (costs.getTotalCount() == 0) {
            return new LoadCost(
                    known, null, unnamed == 0 ? "nothing was answered" : "the answers do not name their tier");
        }
        String left = unnamed == 0 ? "" : "answers that name no tier are left out: %,d".formatted(unnamed);
        return new LoadCost(known, Spread.of(costs, NANO_DOLLARS), left);
    }

    private static void add(Histogram tokens, double rate, Histogram costs) {
        tokens.recordedValues()
                .forEach(value -> costs.recordValueWithCount(
                        Math.round(value.getValueIteratedTo() * rate * THOUSANDTHS),
                        value.getCountAtValueIteratedTo()));
    }

    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> known = new LinkedHashMap<>();
        // the same names in every report, also of tiers that had nothing to do
        known.put("spot", rates.get("spot"));
        known.put("serverless", rates.get("serverless"));
        map.put("dollars_per_million_tokens", known);
        map.put(
                "dollars_per_1000_requests",
                Objects.requireNonNullElse(request, NOTHING).map());
        map.put("unknown", unknown.isEmpty() ? null : unknown);
        return map;
    }
}
