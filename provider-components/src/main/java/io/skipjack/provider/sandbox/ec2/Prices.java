package io.skipjack.provider.sandbox.ec2;

import io.skipjack.domain.cost.Money;

/** Prices as callers write them. */
final class Prices {
    private Prices() {}

    static Money parse(String parameter, String dollars) {
        try {
            Money price = Money.ofDollars(dollars);
            if (price.isMoreThan(Money.ZERO)) {
                return price;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw AwsError.invalid("Invalid value '" + dollars + "' for " + parameter + ".");
    }
}
