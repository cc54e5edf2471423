package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the requests in flight, all together and per deployment, and those that ever came. Thread-safe; never over its
 * limits, never negative.
 */
public final class Admission {
    private final int maxInFlight;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, AtomicInteger> byDeployment = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> arrivals = new ConcurrentHashMap<>();

    /**
     * @param maxInFlight requests the router works on at once, waiting ones included
     */
    public Admission(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    boolean tryEnter(Deployment deployment) {
        arrived(deployment.name());
        if (!below(all, maxInFlight)) {
            return false;
        }
        if (!below(counter(deployment), deployment.maxInFlight())) {
            all.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave(Deployment deployment) {
        counter(deployment).decrementAndGet();
        all.decrementAndGet();
    }

    /** Requests in flight now. */
    public int inFlight() {
        return all.get();
    }

    /** Requests of one deployment in flight now, waiting ones included. */
    public int inFlight(String deployment) {
        AtomicInteger counter = byDeployment.get(deployment);
        return counter == null ? 0 : counter.get();
    }

    /** Requests for one deployment that ever came, refused ones included: what is wanted is wanted. */
    public long arrivals(String deployment) {
        LongAdder count = arrivals.get(deployment);
        return count == null ? 0 : count.sum();
    }

    private void arrived(String deployment) {
        LongAdder known = arrivals.get(deployment);
        (known != null ? known : arrivals.computeIfAbsent(deployment, n -> new LongAdder())).increment();
    }

    private AtomicInteger counter(Deployment deployment) {
        AtomicInteger known = byDeployment.get(deployment.name());
        return known != null ? known : byDeployment.computeIfAbsent(deployment.name(), n -> new AtomicInteger());
    }

    private static boolean below(AtomicInteger counter, int limit) {
        int now = counter.get();
        while (now < limit) {
            if (counter.compareAndSet(now, now + 1)) {
                return true;
            }
            now = counter.get();
        }
        return false;
    }
}
