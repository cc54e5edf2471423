package io.skipjack.app.keys;

import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.operator.Role;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what to call it
 * @param role what an operator key may do; null for an inference key
 * @param budget what an inference key may spend; null for as much as it likes
 * @param made when and by whom
 */
public record KeyOrder(
        String name, @Nullable Role role, @Nullable BudgetSpec budget, StoredKey.Mark made) {

    /** One without a budget. */
    public KeyOrder(String name, @Nullable Role role, StoredKey.Mark made) {
        this(name, role, null, made);
    }

    KeyKind kind() {
        return role == null ? KeyKind.INFERENCE : KeyKind.OPERATOR;
    }
}
