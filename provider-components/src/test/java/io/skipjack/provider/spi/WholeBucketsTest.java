package io.skipjack.provider.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.cost.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WholeBucketsTest {
    private static final Instant TEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void onlyWholeOnesBetweenTheTwoInstantsCount() {
        WholeBuckets hours = new WholeBuckets(
                TEN.plusNanos(1), TEN.plus(HOUR.multipliedBy(3)).minusNanos(1), HOUR);

        assertThat(hours.from()).isEqualTo(TEN.plus(HOUR));
        assertThat(hours.until()).isEqualTo(TEN.plus(HOUR.multipliedBy(2)));
        for (int hour = 0; hour < 4; hour++) {
            hours.add(TEN.plus(HOUR.multipliedBy(hour)), BigDecimal.ONE);
        }
        assertThat(hours.invoices("it"))
                .containsExactly(
                        new Invoice(TEN.plus(HOUR), TEN.plus(HOUR.multipliedBy(2)), Money.ofDollars("1"), "it"));
    }

    @Test
    void bucketsThatAreMetExactlyCountAndOfOneTheSum() {
        WholeBuckets hours = new WholeBuckets(TEN, TEN.plus(HOUR.multipliedBy(2)), HOUR);
        hours.add(TEN.plus(HOUR), new BigDecimal("0.0000004"));
        hours.add(TEN, new BigDecimal("0.5"));
        hours.add(TEN.plus(HOUR), new BigDecimal("0.0000004"));

        assertThat(hours.isEmpty()).isFalse();
        assertThat(hours.invoices("it"))
                .extracting(Invoice::amount)
                .containsExactly(Money.ofDollars("0.5"), Money.ofDollars("0.000001"));
    }

    @Test
    void aDayIsOneOfUtcAndAPartOfOneIsNone() {
        Duration day = Duration.ofDays(1);

        assertThat(new WholeBuckets(TEN, TEN.plus(day), day).isEmpty()).isTrue();
        WholeBuckets days = new WholeBuckets(TEN, TEN.plus(day.multipliedBy(2)), day);
        assertThat(days.from()).isEqualTo("2026-11-30T00:00:00Z");
        assertThat(days.until()).isEqualTo("2026-12-01T00:00:00Z");
    }
}
