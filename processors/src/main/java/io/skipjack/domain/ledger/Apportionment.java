package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares an amount out in proportion, so that the parts add up to it exactly: what is left by rounding goes to the largest remainders (Hamilton's method). */
final class Apportionment {
    private Apportionment() {}

    /**
     * @param weights 0 or more each, at least one above
     */
    static <K> Map<K, Money> of(Money amount, Map<K, Long> weights) {
        BigInteger whole = BigInteger.valueOf(amount.microDollars());
        BigInteger sum = weights.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (sum.signum() <= 0) {
            throw new IllegalArgumentException("something must weigh more than nothing");
        }
        Map<K, Money> parts = new LinkedHashMap<>();
        Map<K, BigInteger> remainders = new LinkedHashMap<>();
        long given = 0;
        for (Map.Entry<K, Long> each : weights.entrySet()) {
            BigInteger[] share =
                    whole.multiply(BigInteger.valueOf(each.getValue())).divideAndRemainder(sum);
            parts.put(each.getKey(), new Money(share[0].longValueExact()));
            remainders.put(each.getKey(), share[1].abs());
            given += share[0].longValueExact();
        }
        List<K> order = new ArrayList<>(weights.keySet());
        order.sort(Comparator.comparing((K key) -> remainders.getOrDefault(key, BigInteger.ZERO))
                .reversed());
        long left = amount.microDollars() - given;
        for (int i = 0; i < Math.abs(left); i++) {
            parts.merge(order.get(i), new Money(Long.signum(left)), Money::plus);
        }
        return parts;
    }
}
