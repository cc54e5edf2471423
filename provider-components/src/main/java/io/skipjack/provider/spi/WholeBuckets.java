package io.skipjack.provider.spi;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The whole hours, or whole days of UTC, of a stretch of time, and what was charged in each: half a bucket cannot be told
 * apart from a whole one that is cheap. Not thread-safe.
 */
public final class WholeBuckets {
    private final Instant from;
    private final Instant until;
    private final Duration length;
    private final NavigableMap<Instant, BigDecimal> charged = new TreeMap<>();

    /** @param length of a bucket, which divides a day */
    public WholeBuckets(Instant from, Instant until, Duration length) {
        this.from = floor(from.plus(length).minusNanos(1), length);
        this.until = floor(until, length);
        this.length = length;
    }

    private static Instant floor(Instant instant, Duration length) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length.toSeconds()) * length.toSeconds());
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return !until.isAfter(from);
    }

    /** The first instant of the first. */
    public Instant from() {
        return from;
    }

    /** The first instant after the last. */
    public Instant until() {
        return until;
    }

    /** Adds what was charged in the bucket that starts there, unless it is another's. */
    public void add(Instant start, BigDecimal dollars) {
        if (!start.isBefore(from) && start.isBefore(until)) {
            charged.merge(floor(start, length), dollars, BigDecimal::add);
        }
    }

    /** One for each bucket that something was said of, oldest first. */
    public List<Invoice> invoices(String source) {
        return charged.entrySet().stream()
                .map(each -> new Invoice(
                        each.getKey(), each.getKey().plus(length), Money.ofDollars(each.getValue()), source))
                .toList();
    }
}
