package io.skipjack.app.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugeRowsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GaugeRows rows = new GaugeRows(registry, "things", "Things there are", null);

    @Test
    void exactlyTheRowsOfTheLastTimeAreThere() {
        rows.showValues(Map.of(Tags.of("kind", "a"), 1, Tags.of("kind", "b"), 2));
        rows.showValues(Map.of(Tags.of("kind", "b"), 3, Tags.of("kind", "c"), 4));

        assertThat(registry.find("things").tag("kind", "a").gauge()).isNull();
        assertThat(value("b")).isEqualTo(3);
        assertThat(value("c")).isEqualTo(4);
    }

    @Test
    void aRowThatStaysIsNeverTakenAway() {
        List<Meter> removed = new ArrayList<>();
        rows.showValues(Map.of(Tags.of("kind", "a"), 1));
        Gauge before = registry.get("things").tag("kind", "a").gauge();
        registry.config().onMeterRemoved(removed::add);

        rows.showValues(Map.of(Tags.of("kind", "a"), 2));

        assertThat(removed).as("a scrape may come at any moment").isEmpty();
        assertThat(before.value()).isEqualTo(2);
    }

    private double value(String kind) {
        return registry.get("things").tag("kind", kind).gauge().value();
    }
}
