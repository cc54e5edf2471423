package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;

/**
 * What something has cost, in two parts that are never mixed.
 *
 * @param estimated by what we saw: still running, or ended at an instant that nobody confirmed
 * @param confirmed by what the provider itself says of time and price, or of the amount
 */
public record Charged(Money estimated, Money confirmed) {
    public static final Charged NOTHING = new Charged(Money.ZERO, Money.ZERO);

    static Charged of(Money amount, boolean confirmed) {
        return confirmed ? new Charged(Money.ZERO, amount) : new Charged(amount, Money.ZERO);
    }

    public Money total() {
        return estimated.plus(confirmed);
    }

    public Charged plus(Charged other) {
        return new Charged(estimated.plus(other.estimated), confirmed.plus(other.confirmed));
    }

    public Charged minus(Charged other) {
        return new Charged(estimated.minus(other.estimated), confirmed.minus(other.confirmed));
    }
}
