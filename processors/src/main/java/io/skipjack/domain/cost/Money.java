package io.skipjack.domain.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * An amount of US dollars, or a price per hour in them, in whole micro-dollars: exact where a {@code double} would drift
 * over a month of additions, and fine enough for the price of one token. Rounds half up, and where a price is paid for a
 * time only ({@link #over}, {@link #ofArea}).
 *
 * @param microDollars millionths of a dollar; negative for a saving
 */
public record Money(long microDollars) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final int SCALE = 6;
    private static final BigDecimal NANOS_PER_HOUR =
            BigDecimal.valueOf(Duration.ofHours(1).toNanos());

    /**
     * Reads dollars as clouds write them, such as {@code 0.2160000000}; what is below a micro-dollar is rounded half up.
     *
     * @throws NumberFormatException if it is not a decimal number (NaN and infinities included)
     * @throws ArithmeticException if it is beyond nine trillion dollars
     */
    public static Money ofDollars(String dollars) {
        return ofDollars(new BigDecimal(dollars.strip()));
    }

    public static Money ofDollars(BigDecimal dollars) {
        return new Money(
                dollars.movePointRight(SCALE).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** What a price that changed comes to: the sum of its micro-dollars per hour times the nanoseconds each was in force. */
    public static Money ofArea(BigInteger microDollarNanos) {
        return new Money(new BigDecimal(microDollarNanos)
                .divide(NANOS_PER_HOUR, 0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    /** This price per hour times nanoseconds, before it is divided and rounded: parts of one sum are rounded once. */
    public BigInteger area(Duration time) {
        return BigInteger.valueOf(microDollars)
                .multiply(BigInteger.valueOf(time.getSeconds())
                        .multiply(BigInteger.valueOf(1_000_000_000L))
                        .add(BigInteger.valueOf(time.getNano())));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(microDollars, other.microDollars));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(microDollars, other.microDollars));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(microDollars, factor));
    }

    /** This price per hour, paid for so long. */
    public Money over(Duration time) {
        return ofArea(area(time));
    }

    public boolean isMoreThan(Money other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(microDollars, other.microDollars);
    }

    /** Dollars, exactly, without a currency sign: {@code 0.216}. */
    public BigDecimal dollars() {
        return BigDecimal.valueOf(microDollars, SCALE);
    }

    /** {@code $12.35}: whole cents, for people; half up. */
    public String cents() {
        BigDecimal amount = dollars().abs().setScale(2, RoundingMode.HALF_UP);
        return (microDollars < 0 ? "-$" : "$") + amount.toPlainString();
    }

    /** {@code $0.2160}; more digits only where they matter. */
    @Override
    public String toString() {
        BigDecimal amount = dollars().abs().stripTrailingZeros();
        String digits = amount.setScale(Math.max(4, amount.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
        return (microDollars < 0 ? "-$" : "$") + digits;
    }
}
