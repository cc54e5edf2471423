package io.skipjack.processors.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.event.EventFilter;
import io.skipjack.domain.event.EventQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParametersTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void nothingSaidIsTheLastHundredOfAll() throws Exception {
        assertThat(read(Map.of())).isEqualTo(new EventQuery(null, null, EventFilter.ALL, 100));
    }

    @Test
    void allIsTakenUp() throws Exception {
        assertThat(read(Map.of(
                        "since",
                        "1h",
                        "after",
                        "7",
                        "limit",
                        "1000",
                        "deployment",
                        "rack, shelf",
                        "kind",
                        "replica.*,budget.warned")))
                .isEqualTo(new EventQuery(
                        7L,
                        NOW.minusSeconds(3600),
                        new EventFilter(List.of("replica.*", "budget.warned"), List.of("rack", "shelf")),
                        1000));
    }

    @ParameterizedTest
    @CsvSource({"90s, 2026-11-29T09:58:30Z", "7d, 2026-11-22T10:00:00Z", "2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z"})
    void sinceIsASpanOrAnInstant(String said, Instant since) throws Exception {
        assertThat(read(Map.of("since", said)).since()).isEqualTo(since);
    }

    @ParameterizedTest
    @CsvSource({"since, 1", "since, yesterday", "since, -1h", "after, x", "limit, 0", "limit, 1001", "kind, replicas.*"
    })
    void mistakesAreRefusedWithHowItIsWritten(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        RefusedEditException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400))
                .hasMessageContaining(name.equals("kind") ? "replica.ready" : name);
    }

    private static EventQuery read(Map<String, String> query) throws RefusedEditException {
        return new EventParameters(query::get).read(NOW);
    }
}
