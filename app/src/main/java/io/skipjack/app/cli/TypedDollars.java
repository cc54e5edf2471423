package io.skipjack.app.cli;

import io.skipjack.app.config.Dollars;
import io.skipjack.domain.cost.Money;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts of money as people type them: {@code 5} or {@code 2.50}. */
final class TypedDollars implements ITypeConverter<Money> {
    @Override
    public Money convert(String typed) {
        try {
            return Dollars.read(typed);
        } catch (IllegalArgumentException none) {
            throw new TypeConversionException("'" + typed + "' is no amount of dollars, write it like 5 or 2.50");
        }
    }
}
