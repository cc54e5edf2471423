package io.skipjack.app.config;

import io.skipjack.domain.cost.Money;
import java.util.regex.Pattern;

/** Amounts of money as people write them in files: {@code 2.5}, {@code 2.50} or {@code $2.50}. */
public final class Dollars {
    /** Nine digits at most, so that a bound is far from where sums overflow; no exponents, no NaN. */
    private static final Pattern AMOUNT = Pattern.compile("\\$?\\s*([0-9]{1,9}(?:\\.[0-9]{1,6})?)");

    private Dollars() {}

    /** @throws IllegalArgumentException if it is not an amount of 0 dollars or more */
    public static Money read(String text) {
        var amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            throw new IllegalArgumentException("must be an amount of dollars such as 2.50 or \"$2.50\"");
        }
        return Money.ofDollars(amount.group(1));
    }

    /** Whether it reads as 0 dollars or more. */
    static boolean isAmount(String text) {
        return AMOUNT.matcher(text.strip()).matches();
    }

    /** Whether it reads as more than nothing. */
    static boolean isPositive(String text) {
        return isAmount(text) && read(text).isMoreThan(Money.ZERO);
    }
}
