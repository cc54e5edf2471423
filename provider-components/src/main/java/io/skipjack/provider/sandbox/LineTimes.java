package io.skipjack.provider.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the lines of a pretend log were written: when they were first shown, and the same ever after. Safe for many threads. */
public final class LineTimes {
    private final Map<String, Instant> times = new ConcurrentHashMap<>();

    public Instant at(String line) {
        return times.computeIfAbsent(line, first -> Instant.now());
    }
}
