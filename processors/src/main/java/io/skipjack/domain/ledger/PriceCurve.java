package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A price per hour over time: each holds from its instant until the next.
 *
 * @param before what held before the first
 * @param changes prices by the instant they took effect
 */
record PriceCurve(Money before, NavigableMap<Instant, Money> changes) {
    PriceCurve {
        changes = Collections.unmodifiableNavigableMap(changes);
    }

    static PriceCurve flat(Money price) {
        return new PriceCurve(price, new TreeMap<>());
    }

    Money at(Instant instant) {
        Map.Entry<Instant, Money> last = changes.floorEntry(instant);
        return last == null ? before : last.getValue();
    }

    /** Micro-dollars per hour times nanoseconds, over a stretch; nothing for one that ends before it begins. */
    BigInteger area(Instant from, Instant until) {
        BigInteger sum = BigInteger.ZERO;
        if (!until.isAfter(from)) {
            return sum;
        }
        Instant at = from;
        for (Map.Entry<Instant, Money> change :
                changes.subMap(from, false, until, false).entrySet()) {
            sum = sum.add(at(at).area(Duration.between(at, change.getKey())));
            at = change.getKey();
        }
        return sum.add(at(at).area(Duration.between(at, until)));
    }
}
