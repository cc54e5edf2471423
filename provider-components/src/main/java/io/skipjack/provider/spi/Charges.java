package io.skipjack.provider.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads what stands in bills. What cannot be read is no zero: the whole bill is not believed. */
public final class Charges {
    private Charges() {}

    /** An amount of dollars, a number or a text that is one. */
    public static BigDecimal dollars(JsonNode amount, String doing) throws ProviderUnavailableException {
        try {
            return new BigDecimal(amount.asText());
        } catch (NumberFormatException noAmount) {
            throw new ProviderUnavailableException(doing + ", it holds an amount that is none", noAmount);
        }
    }

    /** An instant such as {@code 2026-11-29T14:00:00Z}. */
    public static Instant instant(String text, String doing) throws ProviderUnavailableException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException noTime) {
            throw new ProviderUnavailableException(doing + ", it holds a time that is none", noTime);
        }
    }
}
