package io.skipjack.app.cli;

import io.skipjack.domain.cost.Budget;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.cost.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The flags that say what a client's key may spend. */
final class BudgetOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--budget-day",
            paramLabel = "DOLLARS",
            converter = TypedDollars.class,
            description = "What the key may spend on a calendar day (UTC); default: as much as it likes.")
    private @Nullable Money day;

    @Option(
            names = "--budget-month",
            paramLabel = "DOLLARS",
            converter = TypedDollars.class,
            description = "The same for a calendar month.")
    private @Nullable Money month;

    @Option(
            names = "--budget-warn",
            paramLabel = "PERCENT",
            description = "Part of either at which the router warns, 1 to 100; default: 80.")
    private @Nullable Integer warnPercent;

    @Option(
            names = "--budget-action",
            paramLabel = "ACTION",
            description = "Once it is spent: ${COMPLETION-CANDIDATES}. Refused requests are answered with 429"
                    + " insufficient_quota until the next day or month. Default: refuse.")
    private @Nullable Action action;

    /** What can be done about one key. */
    enum Action {
        WARN(Budget.Action.WARN),
        REFUSE(Budget.Action.REFUSE);

        private final Budget.Action budget;

        Action(Budget.Action budget) {
            this.budget = budget;
        }

        /** As typed. */
        @Override
        public String toString() {
            return budget.label();
        }
    }

    boolean given() {
        return day != null || month != null || warnPercent != null || action != null;
    }

    /** Null for none. */
    @Nullable
    BudgetSpec budget() {
        if (!given()) {
            return null;
        }
        if (day == null && month == null) {
            throw new ParameterException(
                    spec.commandLine(), "--budget-warn and --budget-action need --budget-day, --budget-month or both");
        }
        try {
            return new BudgetSpec(
                    day,
                    month,
                    warnPercent == null ? Budget.WARN_PERCENT : warnPercent,
                    action == null ? Budget.Action.REFUSE : action.budget);
        } catch (IllegalArgumentException wrong) {
            String said = String.valueOf(wrong.getMessage()).replace("warn_percent", "--budget-warn");
            throw new ParameterException(spec.commandLine(), said);
        }
    }
}
