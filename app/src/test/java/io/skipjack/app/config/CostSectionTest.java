package io.skipjack.app.config;

import static io.skipjack.app.config.SectionsTest.section;
import static io.skipjack.app.config.SkipjackPropertiesTest.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;

class CostSectionTest {
    @Test
    void costDefaults() {
        CostProperties cost = bind(Map.of()).cost();

        assertThat(cost).isEqualTo(new CostProperties(Duration.ofSeconds(60), Duration.ofMinutes(10), "0.0416"));
        assertThat(cost.routerPerHour()).isEqualTo(new Money(41_600));
    }

    @Test
    void costKeys() {
        Map<String, Object> keys = section("cost", "interval", "1s", "invoice-interval", "2s");
        keys.putAll(section("cost", "router-hourly-cost", "$0.08"));

        assertThat(bind(keys).cost())
                .isEqualTo(new CostProperties(Duration.ofSeconds(1), Duration.ofSeconds(2), "$0.08"));
    }

    @Test
    void aLedgerThatIsWrittenTooSeldomIsRefused() {
        assertThatThrownBy(() -> bind(section("cost", "interval", "61s")))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    @Test
    void aPriceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> bind(section("cost", "router-hourly-cost", "cheap")))
                .hasStackTraceContaining("cost.router-hourly-cost must be an amount of dollars");
    }
}
