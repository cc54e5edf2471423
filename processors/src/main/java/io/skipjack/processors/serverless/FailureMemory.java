package io.skipjack.processors.serverless;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When calls to a provider failed within the last hour. In memory only: a router that starts anew gives all a fresh start.
 * Safe for many threads.
 */
final class FailureMemory {
    private static final Duration LASTS = Duration.ofHours(1);
    /** More than the ranking counts. */
    private static final int MOST = 32;

    private final Map<String, Deque<Instant>> failures = new ConcurrentHashMap<>();

    void add(String provider, Instant now) {
        failures.compute(provider, (name, before) -> {
            Deque<Instant> all = before == null ? new ArrayDeque<>() : new ArrayDeque<>(before);
            all.addLast(now);
            while (all.size() > MOST) {
                all.removeFirst();
            }
            return all;
        });
    }

    int count(String provider, Instant now) {
        Instant since = now.minus(LASTS);
        return (int) failures.getOrDefault(provider, new ArrayDeque<>()).stream()
                .filter(at -> at.isAfter(since))
                .count();
    }
}
