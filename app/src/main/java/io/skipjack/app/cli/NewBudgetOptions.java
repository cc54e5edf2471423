package io.skipjack.app.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to become of a key's budget: another one, none, or what it is. */
final class NewBudgetOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    final BudgetOptions flags = new BudgetOptions();

    @Option(names = "--none", description = "Takes the budget away.")
    private boolean none;

    /** Whether there is to be another, or none. */
    boolean changes() {
        if (none && flags.given()) {
            throw new ParameterException(spec.commandLine(), "--none takes the budget away; leave it out to give one");
        }
        return none || flags.given();
    }
}
