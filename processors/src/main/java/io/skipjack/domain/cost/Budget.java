package io.skipjack.domain.cost;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What may be spent within a calendar day or month (UTC).
 *
 * @param scope whether for a deployment or for an API key
 * @param name of the deployment, or the key's id
 * @param limit above 0
 * @param warnPercent of the limit at which it warns, 1 to 100; {@value #WARN_PERCENT} by default
 * @param action once it is spent
 */
public record Budget(Scope scope, String name, Period period, Money limit, int warnPercent, Action action) {
    public static final int WARN_PERCENT = 80;

    /** What it is for. */
    public enum Scope {
        DEPLOYMENT,
        KEY;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it begins anew with. */
    public enum Period {
        DAY,
        MONTH;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The begin of the one that an instant lies in. */
        public Instant begin(Instant now) {
            return this == DAY
                    ? now.truncatedTo(ChronoUnit.DAYS)
                    : month(now).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        /** When the next one begins. */
        public Instant end(Instant now) {
            return this == DAY
                    ? begin(now).plus(1, ChronoUnit.DAYS)
                    : month(now)
                            .plusMonths(1)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        }

        private static YearMonth month(Instant now) {
            return YearMonth.from(now.atOffset(ZoneOffset.UTC));
        }
    }

    /** What happens once it is spent; each includes those before. */
    public enum Action {
        /** Says so, and goes on. */
        WARN,
        /** No machine is launched for the deployment any more; what runs goes on. */
        STOP_LAUNCHES,
        /** Requests are refused with 429 until the next period. */
        REFUSE;

        /** As in YAML: {@code stop_launches}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Budget {
        if (!limit.isMoreThan(Money.ZERO)) {
            throw new IllegalArgumentException("a budget must be above 0 dollars");
        }
        if (warnPercent < 1 || warnPercent > 100) {
            throw new IllegalArgumentException("warn_percent must be 1 to 100, was " + warnPercent);
        }
    }
}
