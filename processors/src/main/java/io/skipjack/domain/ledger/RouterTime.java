package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.LedgerEvent.RouterRan;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When one router ran. Stretches that overlap, because a clock was set back, count once. Immutable.
 *
 * @param stretches by their begin; none overlaps another
 */
record RouterTime(NavigableMap<Instant, Stretch> stretches) {
    static final RouterTime NEVER = new RouterTime(new TreeMap<>());
    /** Stretches that join at the same price become one. */
    record Stretch(Instant until, Money perHour) {}

    RouterTime with(RouterRan ran) {
        NavigableMap<Instant, Stretch> more = new TreeMap<>(stretches);
        Instant from = ran.at();
        Map.Entry<Instant, Stretch> before = more.floorEntry(from);
        if (before != null && before.getValue().until().isAfter(from)) {
            from = before.getValue().until();
        }
        Map.Entry<Instant, Stretch> after = more.ceilingEntry(from);
        Instant until = after != null && after.getKey().isBefore(ran.until()) ? after.getKey() : ran.until();
        if (!until.isAfter(from)) {
            return this;
        }
        boolean joins = before != null
                && before.getValue().until().equals(from)
                && before.getValue().perHour().equals(ran.perHour());
        more.put(joins ? before.getKey() : from, new Stretch(until, ran.perHour()));
        return new RouterTime(more);
    }

    /** The price per hour while it ran a moment ago; nothing for one that has stopped. */
    Money perHour(Instant at, Duration moment) {
        Map.Entry<Instant, Stretch> last = stretches.floorEntry(at);
        return last == null || last.getValue().until().plus(moment).isBefore(at)
                ? Money.ZERO
                : last.getValue().perHour();
    }

    Money upTo(Instant instant) {
        BigInteger area = BigInteger.ZERO;
        for (Map.Entry<Instant, Stretch> each :
                stretches.headMap(instant, false).entrySet()) {
            Instant end =
                    each.getValue().until().isBefore(instant) ? each.getValue().until() : instant;
            area = area.add(each.getValue().perHour().area(Duration.between(each.getKey(), end)));
        }
        return Money.ofArea(area);
    }
}
