package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spot prices over time. An absurd price (not a number, zero or less, above {@link #SANE}) is shown to whoever asks for
 * the history, as a broken price feed would, but nobody is charged it. Guarded by the cloud's lock.
 */
final class Market {
    /** Dollars per hour; no machine ever cost more. */
    static final double SANE = 1_000;

    /** A line of the price history. */
    record Shown(String type, String zone, String price, Instant at) {}

    private record Pool(String type, String zone) {}

    private final Map<Pool, Shown> shown = new LinkedHashMap<>();
    private final Map<Pool, NavigableMap<Instant, Money>> charged = new LinkedHashMap<>();

    /** Sets a price from now on. */
    void set(String type, String zone, double dollars, Instant now) {
        Pool pool = new Pool(type, zone);
        boolean number = !Double.isNaN(dollars) && !Double.isInfinite(dollars);
        String text = number
                ? BigDecimal.valueOf(dollars).setScale(6, RoundingMode.HALF_UP).toPlainString()
                : String.valueOf(dollars);
        shown.put(pool, new Shown(type, zone, text, now));
        if (number && dollars > 0 && dollars <= SANE) {
            charged.computeIfAbsent(pool, none -> new TreeMap<>()).put(now, Money.ofDollars(text));
        }
    }

    void reset(Instant now) {
        shown.clear();
        charged.forEach((pool, prices) ->
                type(pool.type()).ifPresent(type -> prices.put(now, Catalogue.spot(type, pool.zone()))));
    }

    /** What one pays now. */
    Money price(InstanceType type, String zone, Instant now) {
        NavigableMap<Instant, Money> prices = charged.get(new Pool(type.name(), zone));
        Map.Entry<Instant, Money> last = prices == null ? null : prices.floorEntry(now);
        return last == null ? Catalogue.spot(type, zone) : last.getValue();
    }

    /** What one paid from then until now, each stretch at its price. */
    Money paid(InstanceType type, String zone, Instant from, Instant until) {
        Money sum = Money.ZERO;
        Instant at = from;
        NavigableMap<Instant, Money> prices = charged.getOrDefault(new Pool(type.name(), zone), new TreeMap<>());
        for (Instant change : prices.subMap(from, false, until.isBefore(from) ? from : until, false)
                .keySet()) {
            sum = sum.plus(price(type, zone, at).over(Duration.between(at, change)));
            at = change;
        }
        return at.isBefore(until) ? sum.plus(price(type, zone, at).over(Duration.between(at, until))) : sum;
    }

    /** The newest line of each pool that a region sells; prices nobody has set were last published within the hour. */
    List<Shown> history(String region, Instant now) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        List<Shown> lines = new ArrayList<>();
        for (String zone : Catalogue.zones(region)) {
            for (InstanceType type : Catalogue.types()) {
                if (Catalogue.sells(type.name(), zone)) {
                    lines.add(shown.getOrDefault(
                            new Pool(type.name(), zone),
                            new Shown(type.name(), zone, text(Catalogue.spot(type, zone)), hour)));
                }
            }
        }
        return lines;
    }

    private static String text(Money price) {
        return price.dollars().setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    private static Optional<InstanceType> type(String name) {
        return Optional.ofNullable(Catalogue.type(name));
    }
}
