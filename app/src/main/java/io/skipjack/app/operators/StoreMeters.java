package io.skipjack.app.operators;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skipjack.app.watching.FleetSight;

/** Whether the fleet's store answers this router. */
final class StoreMeters {
    private static final double MILLIS = 1e3;

    private StoreMeters() {}

    static void bind(MeterRegistry registry, FleetSight fleets) {
        Gauge.builder("skipjack.store.up", fleets, sight -> sight.storeUp() ? 1 : 0)
                .description("1 while the fleet's store answers")
                .register(registry);
        Gauge.builder("skipjack.store.age", fleets, sight -> sight.age().toMillis() / MILLIS)
                .description("Since the fleet's store last answered")
                .baseUnit("seconds")
                .register(registry);
    }
}
