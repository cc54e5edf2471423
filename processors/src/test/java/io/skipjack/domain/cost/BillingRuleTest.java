package io.skipjack.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingRuleTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S, PT0S, PT0S, PT0S",
        "PT1S, PT0S, -PT5S, PT0S",
        "PT1S, PT0S, PT0.000000001S, PT1S",
        "PT1S, PT0S, PT0.999999999S, PT1S",
        "PT1S, PT0S, PT1S, PT1S",
        "PT1S, PT0S, PT1.000000001S, PT2S",
        "PT1S, PT0S, PT8760H, PT8760H",
        "PT0.1S, PT0S, PT0.05S, PT0.1S",
        "PT0.1S, PT0S, PT12.34S, PT12.4S",
        "PT1M, PT0S, PT1S, PT1M",
        "PT1M, PT0S, PT1M, PT1M",
        "PT1M, PT0S, PT61S, PT2M",
    })
    void eachBegunStretchIsChargedWhole(Duration granularity, Duration minimum, Duration used, Duration billed) {
        assertThat(new BillingRule(granularity, minimum).billed(used)).isEqualTo(billed);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1S, PT1M, PT0S, PT0S",
        "PT1S, PT1M, PT1S, PT1M",
        "PT1S, PT1M, PT1M, PT1M",
        "PT1S, PT1M, PT60.5S, PT61S",
        "PT0.1S, PT1M, PT59.95S, PT1M",
        "PT1M, PT90S, PT1S, PT2M",
    })
    void theMinimumCountsForWhatWasUsedAtAllAndIsRoundedToo(
            Duration granularity, Duration minimum, Duration used, Duration billed) {
        assertThat(new BillingRule(granularity, minimum).billed(used)).isEqualTo(billed);
    }

    @Test
    void thereIsNoRuleWithoutAGranularityOrBelowNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BillingRule(Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new BillingRule(Duration.ofSeconds(-1), Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BillingRule(Duration.ofSeconds(1), Duration.ofNanos(-1)));
    }
}
