package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FarEndBookTest {
    private static final FarEndBook BOOK = new FarEndBook(
            "runpod", List.of("endpoint sj-rack"), 1, 17, Duration.ofMillis(3_661_500), Money.ofDollars("0.701946"));

    @Test
    void crossesTheControlPortUnchanged() {
        assertThat(FarEndJson.read(FarEndJson.write(List.of(BOOK)))).containsExactly(BOOK);
    }

    @Test
    void showsTimeAndMoneyInItsLine() {
        assertThat(ConsoleTables.providers(List.of(BOOK)).lines())
                .containsExactly(
                        "PROVIDER      RUNNING  CALLS  WORKER s    DOLLARS  HOLDS",
                        "runpod              1     17      3661   0.701946  endpoint sj-rack");
    }
}
