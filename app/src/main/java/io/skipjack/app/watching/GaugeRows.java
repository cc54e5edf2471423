package io.skipjack.app.watching;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of one name whose label sets come and go. A row that stays keeps its gauge: Micrometer's {@code MultiGauge} takes
 * all of them away and registers them again, and a scrape in between finds none, which looks like a fleet that is gone.
 * Thread-safe.
 */
public final class GaugeRows {
    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final @Nullable String unit;
    private final Map<Tags, Row> rows = new HashMap<>();

    /** @param unit becomes the end of the Prometheus name; null for none */
    public GaugeRows(MeterRegistry registry, String name, String description, @Nullable String unit) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.unit = unit;
    }

    /** Shows exactly these rows; each value is asked for at a scrape. */
    public synchronized void show(Map<Tags, ? extends DoubleSupplier> wanted) {
        rows.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().gauge);
            }
            return gone;
        });
        wanted.forEach((tags, value) -> {
            Row known = rows.get(tags);
            if (known == null) {
                rows.put(tags, new Row(tags, value));
            } else {
                known.value = value;
            }
        });
    }

    /** Shows exactly these values until the next ones. */
    public void showValues(Map<Tags, ? extends Number> values) {
        Map<Tags, DoubleSupplier> wanted = new HashMap<>();
        values.forEach((tags, value) -> wanted.put(tags, value::doubleValue));
        show(wanted);
    }

    private final class Row {
        private final Gauge gauge;
        private volatile DoubleSupplier value;

        Row(Tags tags, DoubleSupplier first) {
            value = first;
            gauge = Gauge.builder(name, this, row -> row.value.getAsDouble())
                    .description(description)
                    .baseUnit(unit)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
    }
}
