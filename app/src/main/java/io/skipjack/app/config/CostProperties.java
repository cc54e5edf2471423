package io.skipjack.app.config;

import io.skipjack.domain.cost.Money;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ledger of what is spent.
 *
 * @param interval between two times that what was done and spent is written down, and held against budgets; 0.1 to 60 s
 * @param invoiceInterval between two questions to a provider about what it charges for an endpoint; at least 0.1 s
 * @param routerHourlyCost of the machine that a router runs on, in dollars, 0 or more
 */
public record CostProperties(
        @DurationMin(millis = 100) @DurationMax(seconds = 60) @DefaultValue("60s")
        Duration interval,

        @DurationMin(millis = 100) @DefaultValue("10m") Duration invoiceInterval,
        @NotNull @DefaultValue("0.0416") String routerHourlyCost) {

    @AssertTrue(message = "cost.router-hourly-cost must be an amount of dollars such as 0.0416")
    boolean isRouterHourlyCostAnAmount() {
        return Dollars.isAmount(routerHourlyCost);
    }

    /** The same as money. */
    public Money routerPerHour() {
        return Dollars.read(routerHourlyCost);
    }
}
