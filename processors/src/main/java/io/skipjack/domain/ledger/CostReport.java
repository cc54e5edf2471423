package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Tier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was spent over a stretch of time, on what, for whom, and against what it would have cost otherwise. Money that is
 * not known is null, never zero.
 *
 * @param from as taken: a whole minute or hour
 * @param lines by account, dearest first
 * @param total of the lines
 * @param hours what each clock hour cost, oldest first; the first and last may be parts of one
 * @param tiers spot, then serverless
 * @param baselines what the same work would have cost
 * @param perHour what all that runs now costs per hour
 * @param month this calendar month (UTC)
 * @param keys the spending shared out by API key: by clock hour and deployment, in proportion to the time that requests were
 *     open at upstreams. What was spent in hours without any request stands under {@link #IDLE}
 * @param models the same by model
 */
public record CostReport(
        Instant from,
        Instant until,
        List<Line> lines,
        Charged total,
        List<Hour> hours,
        List<TierUse> tiers,
        List<Baseline> baselines,
        Money perHour,
        Month month,
        List<Part> keys,
        List<Part> models) {

    /** Stands for no key: nobody asked for anything, and it was paid for. */
    public static final String IDLE = "(idle)";
    /** Stands for requests without a key. */
    public static final String ANONYMOUS = "(no key)";

    /**
     * @param note why it is not known, or not all of it; empty for none
     * @param known false where workers or upstreams ran at no known price: {@code charged} lacks them
     */
    public record Line(Account account, Charged charged, boolean known, String note) {}

    /** What was spent from an instant on, to the end of its hour. */
    public record Hour(Instant from, Money spent) {}

    /**
     * @param spent null where a part of it is not known
     */
    public record TierUse(Tier tier, Tally tally, @Nullable Money spent) {
        /** Per million tokens, prompt and completion together; null where nothing or not all is known. */
        public @Nullable Money perMillionTokens() {
            return CostReport.perMillionTokens(spent, tally.tokens());
        }
    }

    /**
     * @param name {@code all-serverless} or {@code all-on-demand}
     * @param cost null where a price is missing
     * @param assumption in one sentence, for who reads the figure
     */
    public record Baseline(String name, @Nullable Money cost, String assumption) {}

    /**
     * @param from its begin
     * @param spent so far
     * @param forecast at its end
     * @param assumption of the forecast
     */
    public record Month(Instant from, Money spent, Money forecast, String assumption) {}

    /** A part of the spending. */
    public record Part(String name, Money spent, Tally tally) {}

    public CostReport {
        lines = List.copyOf(lines);
        hours = List.copyOf(hours);
        tiers = List.copyOf(tiers);
        baselines = List.copyOf(baselines);
        keys = List.copyOf(keys);
        models = List.copyOf(models);
    }

    /** Of all tiers together. */
    public Tally tally() {
        return tiers.stream().map(TierUse::tally).reduce(Tally.NONE, Tally::plus);
    }

    /** Of all that was spent, prompt and completion together; null where nothing or not all is known. */
    public @Nullable Money perMillionTokens() {
        boolean known = lines.stream().allMatch(Line::known);
        return perMillionTokens(known ? total.total() : null, tally().tokens());
    }

    private static @Nullable Money perMillionTokens(@Nullable Money spent, long tokens) {
        return spent == null || tokens == 0 ? null : new Money(Math.round(spent.microDollars() * 1_000_000.0 / tokens));
    }
}
