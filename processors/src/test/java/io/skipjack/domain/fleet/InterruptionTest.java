package io.skipjack.domain.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest(name = "of a notice of {0} s answers have {1} s")
    @CsvSource({"120, 95", "100, 75", "60, 45", "8, 6", "0, 0", "-3, -3", ", 95"})
    void answersAreElsewhereBeforeTheEngineCutsThemOff(@Nullable Integer notice, int left) {
        Instant deadline = notice == null ? null : NOW.plusSeconds(notice);

        assertThat(new Interruption(Interruption.Kind.END, NOW, deadline).cutAt())
                .isEqualTo(NOW.plusSeconds(left));
    }
}
