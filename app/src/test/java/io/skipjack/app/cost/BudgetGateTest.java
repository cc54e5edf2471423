package io.skipjack.app.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.Budget.Action;
import io.skipjack.domain.cost.Budget.Period;
import io.skipjack.domain.cost.Budget.Scope;
import io.skipjack.domain.cost.Money;
import io.skipjack.domain.ledger.BudgetStanding;
import io.skipjack.domain.ledger.BudgetStanding.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetGateTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-30T00:00:00Z");

    private final List<String> told = new ArrayList<>();
    private boolean leads = true;
    private Instant now = NOW;
    private final BudgetGate gate = new BudgetGate(
            List::of, () -> now, new BudgetNews(() -> leads, (kind, standing) -> told.add(kind)), standings -> {});

    private static BudgetStanding standing(Scope scope, String name, Action action, State state) {
        Budget budget = new Budget(scope, name, Period.DAY, new Money(10), 80, action);
        return new BudgetStanding(budget, new Money(10), state, MIDNIGHT);
    }

    @Test
    void aSpentBudgetThatRefusesRefusesUntilTheNextPeriod() {
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.EXCEEDED)));

        assertThat(gate.refusedUntil("rack", "key-1")).isEqualTo(MIDNIGHT);
        assertThat(gate.stopped("rack")).isTrue();
        assertThat(gate.refusedUntil("other", "key-1")).isNull();
        now = NOW.plus(Duration.ofHours(14));
        assertThat(gate.refusedUntil("rack", "key-1")).isNull();
        assertThat(gate.stopped("rack")).isFalse();
    }

    @Test
    void aKeysBudgetStopsThatKeyOnlyAndNoLaunch() {
        gate.stand(List.of(standing(Scope.KEY, "key-1", Action.REFUSE, State.EXCEEDED)));

        assertThat(gate.refusedUntil("rack", "key-1")).isEqualTo(MIDNIGHT);
        assertThat(gate.refusedUntil("rack", "key-2")).isNull();
        assertThat(gate.refusedUntil("rack", null)).isNull();
        assertThat(gate.stopped("rack")).isFalse();
    }

    @Test
    void oneThatStopsLaunchesLetsRequestsThrough() {
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.STOP_LAUNCHES, State.EXCEEDED)));

        assertThat(gate.refusedUntil("rack", null)).isNull();
        assertThat(gate.stopped("rack")).isTrue();
    }

    @Test
    void aWarningStopsNothing() {
        gate.stand(List.of(
                standing(Scope.DEPLOYMENT, "rack", Action.WARN, State.EXCEEDED),
                standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.WARNED)));

        assertThat(gate.refusedUntil("rack", null)).isNull();
        assertThat(gate.stopped("rack")).isFalse();
    }

    @Test
    void aRaisedBudgetOpensTheGateAgain() {
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.EXCEEDED)));
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.OK)));

        assertThat(gate.refusedUntil("rack", null)).isNull();
    }

    @Test
    void eachStepIsToldOnceByTheLeaderAlone() {
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.WARNED)));
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.WARNED)));
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "rack", Action.REFUSE, State.EXCEEDED)));
        leads = false;
        gate.stand(List.of(standing(Scope.DEPLOYMENT, "other", Action.REFUSE, State.EXCEEDED)));

        assertThat(told).containsExactly("budget.warned", "budget.exceeded");
    }
}
