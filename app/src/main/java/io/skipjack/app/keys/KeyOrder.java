package io.skipjack.app.keys;

import io.skipjack.domain.operator.Role;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what to call it
 * @param role what an operator key may do; null for an inference key
 * @param made when and by whom
 */
public record KeyOrder(String name, @Nullable Role role, StoredKey.Mark made) {
    KeyKind kind() {
        return role == null ? KeyKind.INFERENCE : KeyKind.OPERATOR;
    }
}
