package io.skipjack.app.operators;

import io.skipjack.app.keys.KeyCheck;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Role;
import java.util.List;
import java.util.Optional;

/**
 * The operator keys. A type of its own, so that no part of the router can take them for those of clients.
 *
 * @param check of their file
 */
public record OperatorKeys(KeyCheck check) {
    /** Whose active key this is; empty for anything else. */
    Optional<Caller> find(String presented) {
        return check.find(presented).map(OperatorKeys::caller);
    }

    /** True where no operator key was ever made. Revoking the last one does not open the port. */
    boolean none() {
        return check.all().isEmpty();
    }

    public List<StoredKey> all() {
        return check.all();
    }

    /** Takes up changes of the file. */
    public void reload() {
        check.reload();
    }

    private static Caller caller(StoredKey key) {
        Role role = key.role();
        return new Caller(key.id() + " (" + key.name() + ")", role == null ? Role.VIEWER : role);
    }
}
