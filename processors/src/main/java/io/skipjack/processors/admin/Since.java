package io.skipjack.processors.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people and programs say it in a query: so long ago ({@code 90s}, {@code 24h}, {@code 7d}), or an instant. */
public final class Since {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
    private static final int WRONG = 400;

    private Since() {}

    /**
     * @param name of the parameter, for the refusal
     * @throws RefusedEditException saying how it is written
     */
    public static Instant parse(String name, String said, Instant now) throws RefusedEditException {
        Matcher ago = AGO.matcher(said);
        try {
            return ago.matches() ? now.minus(span(Long.parseLong(ago.group(1)), ago.group(2))) : Instant.parse(said);
        } catch (DateTimeException neither) {
            throw new RefusedEditException(
                    WRONG, name + " takes a time such as 24h, 30m or 7d, or an instant such as 2026-11-29T00:00:00Z");
        }
    }

    private static Duration span(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
