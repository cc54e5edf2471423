package io.skipjack.provider.sandbox;

import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * When the workers of one pretend provider started and stopped, and what it charges for them: the money that a router's own
 * ledger is measured by. Endpoints that are gone stay in it. Safe for many threads.
 */
public final class WorkerBook {
    private final InstantSource clock;
    private final Duration lag;
    private final Map<WorkerMeter, WorkerLife> running = new LinkedHashMap<>();
    private final List<WorkerLife> over = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /**
     * What was charged for an endpoint in a bucket of time.
     *
     * @param id of the endpoint at the provider
     * @param name that its owner gave it
     * @param from the bucket's first instant
     * @param time that was charged
     * @param dollars for it
     */
    public record Charge(String id, String name, Instant from, Duration time, BigDecimal dollars) {
        private Charge plus(Charge more) {
            return new Charge(id, name, from, time.plus(more.time), dollars.add(more.dollars));
        }
    }

    /** @param lag how far {@link #charges bills} are behind */
    WorkerBook(InstantSource clock, Duration lag) {
        this.clock = clock;
        this.lag = lag;
    }

    /** One by the same clock in which nothing is written yet. */
    WorkerBook empty() {
        return new WorkerBook(clock, lag);
    }

    InstantSource clock() {
        return clock;
    }

    /** For the workers of one endpoint. */
    public WorkerMeter meter(String id, String name, Supplier<Tariff> tariff) {
        return new WorkerMeter(this, id, name, tariff);
    }

    /** By the provider's clock. */
    public Instant now() {
        return clock.instant();
    }

    void watch(Runnable look) {
        watchers.add(look);
    }

    synchronized void started(WorkerMeter meter, WorkerLife life) {
        stopped(meter, life.start());
        running.put(meter, life);
    }

    synchronized void stopped(WorkerMeter meter, Instant at) {
        WorkerLife life = running.remove(meter);
        if (life != null) {
            over.add(life.stopped(at));
        }
    }

    private List<WorkerLife> lives() {
        watchers.forEach(Runnable::run);
        synchronized (this) {
            List<WorkerLife> all = new ArrayList<>(over);
            all.addAll(running.values());
            return all;
        }
    }

    /** How long all workers together were there. */
    Duration workerTime() {
        Instant now = now();
        return lives().stream().map(life -> life.used(now)).reduce(Duration.ZERO, Duration::plus);
    }

    /** What all of them cost: each by its tariff, and only the sum rounded. */
    Money spent() {
        Instant now = now();
        return Money.ofDollars(
                lives().stream().map(life -> life.dollars(now)).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /**
     * The bill, by buckets of that length from the epoch on, oldest first, those without a charge left out. It is behind by
     * the lag, as those of real providers are: the bucket that runs is in it and grows, and one that is over is too low until
     * the lag has passed.
     */
    public List<Charge> charges(Duration bucket) {
        Instant seen = now().minus(lag);
        Map<List<Object>, Charge> charges = new HashMap<>();
        for (WorkerLife life : lives()) {
            Instant end = life.chargedUntil(seen);
            for (Instant from = floor(life.start(), bucket); from.isBefore(end); from = from.plus(bucket)) {
                Duration time = life.charged(from, from.plus(bucket), seen);
                if (!time.isZero()) {
                    Charge charge = new Charge(
                            life.id(), life.name(), from, time, life.tariff().dollars(time));
                    charges.merge(List.of(life.id(), from), charge, Charge::plus);
                }
            }
        }
        return charges.values().stream()
                .sorted(Comparator.comparing(Charge::from))
                .toList();
    }

    /** Of that bill, the buckets that have a part between these two. */
    public List<Charge> charges(Duration bucket, Instant start, Instant end) {
        return charges(bucket).stream()
                .filter(charge -> charge.from().plus(bucket).isAfter(start)
                        && charge.from().isBefore(end))
                .toList();
    }

    private static Instant floor(Instant instant, Duration bucket) {
        long length = bucket.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), length) * length);
    }
}
