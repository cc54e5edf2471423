package io.skipjack.provider.sandbox;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a pretend provider, from its start, boot included, to its stop, idle window included.
 *
 * @param id of its endpoint at the provider
 * @param name that its owner gave the endpoint
 * @param tariff that held when it started
 * @param start first instant
 * @param stop first instant without it; null while it is there
 */
record WorkerLife(
        String id,
        String name,
        Tariff tariff,
        Instant start,
        @Nullable Instant stop) {
    WorkerLife stopped(Instant at) {
        return new WorkerLife(id, name, tariff, start, at.isBefore(start) ? start : at);
    }

    /** How long it was there by then. */
    Duration used(Instant seen) {
        Instant end = stop == null || stop.isAfter(seen) ? seen : stop;
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }

    /** What it costs by then. */
    BigDecimal dollars(Instant seen) {
        return tariff.dollars(tariff.charged(used(seen)));
    }

    /** The first instant that is not charged any more, by what is known then. */
    Instant chargedUntil(Instant seen) {
        return start.plus(tariff.charged(used(seen)));
    }

    /** What of it is charged between two instants. */
    Duration charged(Instant from, Instant until, Instant seen) {
        Instant end = chargedUntil(seen).isBefore(until) ? chargedUntil(seen) : until;
        Instant begin = start.isAfter(from) ? start : from;
        return end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
    }
}
