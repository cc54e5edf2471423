package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
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

    private final Instant opened;
    private final Map<Pool, NavigableMap<Instant, Shown>> shown = new LinkedHashMap<>();
    private final Map<Pool, NavigableMap<Instant, Money>> charged = new LinkedHashMap<>();

    /** List prices from the hour of its opening on. */
    Market(Instant opened) {
        this.opened = opened.truncatedTo(ChronoUnit.HOURS);
    }

    /** Sets a price from now on. */
    void set(String type, String zone, double dollars, Instant now) {
        Pool pool = new Pool(type, zone);
        boolean number = !Double.isNaN(dollars) && !Double.isInfinite(dollars);
        String text = number
                ? BigDecimal.valueOf(dollars).setScale(6, RoundingMode.HALF_UP).toPlainString()
                : String.valueOf(dollars);
        show(pool, text, now);
        if (number && dollars > 0 && dollars <= SANE) {
            charged.computeIfAbsent(pool, none -> new TreeMap<>()).put(now, Money.ofDollars(text));
        }
    }

    /** List prices from now on; what was is not forgotten. */
    void reset(Instant now) {
        charged.forEach((pool, prices) ->
                type(pool.type()).ifPresent(type -> prices.put(now, Catalogue.spot(type, pool.zone()))));
        List.copyOf(shown.keySet())
                .forEach(pool ->
                        type(pool.type()).ifPresent(type -> show(pool, text(Catalogue.spot(type, pool.zone())), now)));
    }

    private void show(Pool pool, String price, Instant now) {
        shown.computeIfAbsent(pool, none -> new TreeMap<>()).put(now, new Shown(pool.type(), pool.zone(), price, now));
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

    /**
     * The lines of each pool that a region sells, from one instant to another, and the last one before: the price in force
     * when that time began. Newest first.
     */
    List<Shown> history(String region, Instant from, Instant until) {
        List<Shown> lines = new ArrayList<>();
        for (String zone : Catalogue.zones(region)) {
            for (InstanceType type : Catalogue.types()) {
                if (Catalogue.sells(type.name(), zone)) {
                    lines.addAll(history(type, zone, from, until));
                }
            }
        }
        lines.sort(Comparator.comparing(Shown::at).reversed());
        return lines;
    }

    private Collection<Shown> history(InstanceType type, String zone, Instant from, Instant until) {
        NavigableMap<Instant, Shown> lines = new TreeMap<>();
        lines.put(opened, new Shown(type.name(), zone, text(Catalogue.spot(type, zone)), opened));
        lines.putAll(shown.getOrDefault(new Pool(type.name(), zone), Collections.emptyNavigableMap()));
        Instant inForce = lines.floorKey(from);
        Instant first = inForce == null ? from : inForce;
        return first.isAfter(until)
                ? List.of()
                : lines.subMap(first, true, until, true).values();
    }

    private static String text(Money price) {
        return price.dollars().setScale(6, RoundingMode.HALF_UP).toPlainString();
    }

    private static Optional<InstanceType> type(String name) {
        return Optional.ofNullable(Catalogue.type(name));
    }
}
