package io.skipjack.app.cli;

import io.skipjack.domain.operator.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What kind of key is made, and what it may spend. */
final class NewKeyOptions {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Makes a key for the operators' port: viewer looks, developer also changes"
                    + " deployments and clients' keys, admin all. From the first one on, that port asks"
                    + " everybody for a login.")
    private @Nullable Role role;

    @Mixin
    final BudgetOptions budget = new BudgetOptions();

    boolean operator() {
        return role != null;
    }

    /** Of an operator key; null for a client's. */
    @Nullable
    String role() {
        return role == null ? null : role.label();
    }
}
