package io.skipjack.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.skipjack.domain.cost.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ApportionmentTest {
    @Test
    void thirdsOfADollarAddUpToADollar() {
        Map<String, Money> parts = Apportionment.of(new Money(100), weights(List.of(1, 1, 1)));

        assertThat(parts.values()).extracting(Money::microDollars).containsExactly(34L, 33L, 33L);
    }

    @Property
    void partsAddUpAndAreWithinOneOfTheirShare(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000_000_000L) long amount,
            @ForAll @Size(min = 1, max = 9) List<@IntRange(max = 1_000_000) Integer> shares) {
        Map<String, Long> weights = weights(shares);
        long sum = weights.values().stream().mapToLong(Long::longValue).sum();
        if (sum == 0) {
            return;
        }

        Map<String, Money> parts = Apportionment.of(new Money(amount), weights);

        assertThat(parts.values().stream().mapToLong(Money::microDollars).sum()).isEqualTo(amount);
        parts.forEach((key, part) -> assertThat((double) part.microDollars())
                .isBetween(
                        amount * (weights.get(key) / (double) sum) - 1.001,
                        amount * (weights.get(key) / (double) sum) + 1.001));
    }

    @Test
    void nothingCanBeSharedOutAmongNobody() {
        assertThatIllegalArgumentException().isThrownBy(() -> Apportionment.of(new Money(1), weights(List.of(0))));
    }

    private static Map<String, Long> weights(List<Integer> shares) {
        Map<String, Long> weights = new LinkedHashMap<>();
        for (int i = 0; i < shares.size(); i++) {
            weights.put("key-" + i, (long) shares.get(i));
        }
        return weights;
    }
}
