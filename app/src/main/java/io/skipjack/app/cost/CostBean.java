package io.skipjack.app.cost;

import io.skipjack.app.watching.JmxBeans;
import io.skipjack.app.watching.ReadOnlyBean;
import io.skipjack.domain.cost.Money;
import java.util.function.Supplier;

/**
 * Spending as a JMX bean, for Hawtio.
 *
 * @param meters with the figures of the last look at the ledger
 */
record CostBean(CostMeters meters) {
    void show(JmxBeans beans) {
        beans.show(
                "Cost",
                null,
                new ReadOnlyBean("What was and is being spent; details: skipjack cost")
                        .with(
                                "BurnDollarsPerHour",
                                "What all that runs now costs per hour",
                                Double.class,
                                of(meters::perHour))
                        .with(
                                "MonthDollars",
                                "Spent since the calendar month began (UTC)",
                                Double.class,
                                of(meters::month))
                        .with(
                                "MonthForecastDollars",
                                "What the month will come to as it goes on",
                                Double.class,
                                of(meters::forecast)));
    }

    private static Supplier<Double> of(Supplier<Money> money) {
        return () -> money.get().dollars().doubleValue();
    }
}
