package io.skipjack.app.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.Deployment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetSectionTest {
    private static Deployment read(String budget) {
        String text = "name: a\nmodel: m\nserverless: { urls: [\"http://a/v1\"] }\n" + budget;
        return DeploymentFile.read(Path.of("a.yaml"), text, TestDefaults.ALL);
    }

    @Test
    void aDeploymentHasNoBudgetUnlessItSaysOne() {
        assertThat(read("").budget()).isNull();
    }

    @Test
    void aDaysBudgetWarnsUnlessItSaysMore() {
        assertThat(read("budget: { day: 20 }").budget())
                .isEqualTo(new BudgetSpec(Money.ofDollars("20"), null, 80, Budget.Action.WARN));
    }

    @Test
    void allOfItsKeys() {
        assertThat(read("budget: { day: 20, month: $400.50, warn_percent: 50, action: stop_launches }")
                        .budget())
                .isEqualTo(new BudgetSpec(
                        Money.ofDollars("20"), Money.ofDollars("400.50"), 50, Budget.Action.STOP_LAUNCHES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            budget: {}                          ~ a budget needs an amount for a day, a month or both
            budget: { day: 0 }                  ~ a budget must be above 0 dollars
            budget: { day: much }               ~ 'budget.day' must be an amount of dollars
            budget: { day: 1, warn_percent: 0 } ~ warn_percent must be 1 to 100, was 0
            budget: { day: 1, action: stop }    ~ must be warn or stop_launches or refuse
            budget: { daily: 1 }                ~ unknown key 'budget.daily'
            """)
    void mistakesAreNamed(String budget, String complaint) {
        assertThatThrownBy(() -> read(budget))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("a.yaml:")
                .hasMessageContaining(complaint);
    }
}
