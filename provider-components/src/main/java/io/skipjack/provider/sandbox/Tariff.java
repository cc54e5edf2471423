package io.skipjack.provider.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How a pretend provider charges for one worker, in code of its own: whoever reckons it too must not share a mistake with it.
 *
 * @param dollarsPerHour of the whole worker
 * @param granularity each begun one is charged
 */
public record Tariff(BigDecimal dollarsPerHour, Duration granularity) {
    public static final Tariff FREE = bySecond(BigDecimal.ZERO);

    private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000_000_000L);
    private static final int DIGITS = 15;

    public static Tariff bySecond(BigDecimal dollarsPerHour) {
        return new Tariff(dollarsPerHour, Duration.ofSeconds(1));
    }

    /** The time that is charged for. */
    Duration charged(Duration used) {
        long step = granularity.toNanos();
        long over = used.toNanos() % step;
        return over == 0 ? used : used.plusNanos(step - over);
    }

    /** For so much of it, to far below what anybody would see. */
    BigDecimal dollars(Duration time) {
        return dollarsPerHour.multiply(BigDecimal.valueOf(time.toNanos())).divide(HOUR, DIGITS, RoundingMode.HALF_UP);
    }
}
