package io.skipjack.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What stands in tables for people: text, money and spans of time, as the admin API gives them. */
final class Cells {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DECIMALS = 4;
    private static final String NONE = "-";

    private Cells() {}

    /** Empty where the key is missing or null. */
    static String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? text(node.path(key)) : "";
    }

    static String text(JsonNode value) {
        return clean(value.asText());
    }

    /** Reasons quote clouds, providers and engines: what they say must not steer a terminal. */
    static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** {@code 0.8000}; {@code -} where the key is missing or null. */
    static String dollars(JsonNode node, String key) {
        return node.hasNonNull(key) ? dollars(node.path(key)) : NONE;
    }

    /** Zero for what is no number. */
    static String dollars(JsonNode amount) {
        return dollars(amount.isNumber() ? amount.decimalValue() : BigDecimal.ZERO);
    }

    static String dollars(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
    }

    /** {@link #duration(double)} of seconds; {@code -} where the key is missing or null. */
    static String duration(JsonNode node, String key) {
        return node.hasNonNull(key) ? duration(node.path(key).asDouble()) : NONE;
    }

    /** {@code 7 s}, {@code 2 m 05 s}, {@code 3 h 20 m}. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d m %02d s", whole / MINUTE, whole % MINUTE)
                : String.format(Locale.ROOT, "%d h %02d m", whole / HOUR, whole % HOUR / MINUTE);
    }
}
