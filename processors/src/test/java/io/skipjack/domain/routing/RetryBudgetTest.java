package io.skipjack.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = RetryBudget.DEFAULT;

    @Test
    void allowsThreeAtOnceHoweverFewAreActive() {
        assertThat(budget.mayRetry(1, 2)).isTrue();
        assertThat(budget.mayRetry(1, 3)).isFalse();
    }

    @Test
    void allowsAFifthOfManyActive() {
        assertThat(budget.mayRetry(100, 19)).isTrue();
        assertThat(budget.mayRetry(100, 20)).isFalse();
    }

    @Test
    void refusesAPercentOverAHundred() {
        assertThatThrownBy(() -> new RetryBudget(3, 101)).hasMessageContaining("percent 0 to 100");
    }

    @Property
    void retriesNeverExceedTheirShare(@ForAll @IntRange(max = 5_000) int active) {
        int retrying = 0;
        while (budget.mayRetry(active, retrying)) {
            retrying++;
        }
        assertThat(retrying).isEqualTo(Math.max(3, active / 5));
    }
}
