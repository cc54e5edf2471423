package io.skipjack.app.operators;

import io.skipjack.app.watching.StoreSight;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether prices are as young as they should be; DEGRADED while a provider's newest is older than three polls. Launches go
 * by the last good ones meanwhile.
 *
 * @param store the prices
 * @param limit age from which on they are old
 */
record PricesHealth(StoreSight store, Duration limit) implements HealthIndicator {
    /** From the time between two polls. */
    static Duration limit(Duration interval) {
        return interval.multipliedBy(3).plusMinutes(1);
    }

    @Override
    public Health health() {
        Map<String, Duration> ages = store.priceAges();
        Map<String, Object> shown = new TreeMap<>();
        ages.forEach((provider, age) -> shown.put(provider, age.toSeconds() + " s"));
        var old = ages.entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(limit) > 0)
                .map(entry -> "the newest price of %s is %d min old; launches go by it until a poll succeeds"
                        .formatted(entry.getKey(), entry.getValue().toMinutes()))
                .toList();
        Health.Builder health = old.isEmpty()
                ? Health.up()
                : Health.status(DeploymentHealth.DEGRADED).withDetail("reasons", old);
        return health.withDetail("ages", shown).build();
    }
}
