package io.skipjack.app.operators;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A count of a route over all its generations: each begins at nothing, and what one had counted stays when it is removed.
 * Thread-safe.
 */
final class RouteCount {
    private final Map<String, Long> byGeneration = new HashMap<>();
    private long retired;

    synchronized void take(String routeId, long count) {
        byGeneration.merge(routeId, count, Math::max);
    }

    /** Those that are not there any more count as they last did, and need no place of their own. */
    synchronized void keep(Set<String> routeIds) {
        byGeneration.entrySet().removeIf(entry -> {
            boolean gone = !routeIds.contains(entry.getKey());
            retired += gone ? entry.getValue() : 0;
            return gone;
        });
    }

    synchronized double sum() {
        return retired
                + byGeneration.values().stream().mapToLong(Long::longValue).sum();
    }
}
