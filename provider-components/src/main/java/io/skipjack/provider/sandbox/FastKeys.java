package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a router on a fast clock must be told otherwise. Its timers run in real time, so they come more often. What it waits
 * for passes on the fast clock while calls and probes take as long as ever: it is as in earnest, but never so short that a
 * hiccup of this machine would look like a dead instance. How long it avoids and backs off is as in earnest.
 */
final class FastKeys {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final List<String> AS_IN_EARNEST = List.of(
            "skipjack.fleet.backoff", "skipjack.fleet.avoid-after-refusal", "skipjack.fleet.avoid-after-interruption");

    private FastKeys() {}

    static void put(PretendClock clock, Map<String, String> keys) {
        AS_IN_EARNEST.forEach(keys::remove);
        keys.put("skipjack.fleet.autoscale-interval", "100ms");
        keys.put("skipjack.fleet.follow-interval", "100ms");
        keys.put("skipjack.fleet.observe-interval", "100ms");
        keys.put("skipjack.fleet.sweep-interval", "1s");
        keys.put("skipjack.fleet.price-interval", "1s");
        keys.put("skipjack.endpoints.interval", "100ms");
        keys.put("skipjack.endpoints.follow-interval", "100ms");
        keys.put("skipjack.cost.interval", "200ms");
        longer(clock, keys, "ec2.abandon-after", Duration.ofMinutes(10), Duration.ofSeconds(60));
        longer(clock, keys, "fleet.launch-timeout", Duration.ofMinutes(5), Duration.ofSeconds(30));
        longer(clock, keys, "fleet.ready-timeout", Duration.ofMinutes(15), Duration.ofSeconds(60));
        longer(clock, keys, "fleet.unreachable-after", Duration.ofMinutes(1), Duration.ofSeconds(5));
        longer(clock, keys, "fleet.consistency-window", Duration.ofMinutes(5), Duration.ofSeconds(5));
        longer(clock, keys, "endpoints.deploy-timeout", Duration.ofMinutes(30), Duration.ofSeconds(60));
        longer(clock, keys, "fleet.orphan-grace", Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    private static void longer(
            PretendClock clock, Map<String, String> keys, String key, Duration inEarnest, Duration leastReal) {
        Duration least = clock.pretend(leastReal);
        Duration longer = least.compareTo(inEarnest) > 0 ? least : inEarnest;
        Duration wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        keys.put("skipjack." + key, wait.toSeconds() + "s");
    }
}
