package io.skipjack.provider.ec2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers that stay true for a while. A failed question is not kept. Two threads may ask the same thing twice at once,
 * which costs a call and nothing else: no lock is held over the network.
 */
final class Kept<K, V> {
    private record Answer<V>(V value, Instant until) {}

    private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();
    private final Duration time;
    private final InstantSource clock;

    Kept(Duration time, InstantSource clock) {
        this.time = time;
        this.clock = clock;
    }

    V get(K key, Function<K, V> question) {
        Answer<V> known = answers.get(key);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.value();
        }
        V value = question.apply(key);
        answers.put(key, new Answer<>(value, clock.instant().plus(time)));
        return value;
    }

    void forget(K key) {
        answers.remove(key);
    }
}
