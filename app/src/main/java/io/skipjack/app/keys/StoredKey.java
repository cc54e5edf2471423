package io.skipjack.app.keys;

import io.skipjack.app.config.ConfigException;
import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.operator.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key.
 *
 * @param id {@code key-} or, of an operator key, {@code op-}, and 8 hex digits; stands for the key in logs and metrics
 * @param name what its creator called it; unique among keys of its kind that are not revoked
 * @param role what an operator key may do; null for an inference key
 * @param allowance what a client's key may spend; without a budget for an operator key
 * @param creation when, and by whom where that is known
 * @param revocation when it stopped being accepted, likewise; null while it is
 * @param sha256 hash of the key, lower-case hex
 */
public record StoredKey(
        String id,
        String name,
        @Nullable Role role,
        Allowance allowance,
        Mark creation,
        @Nullable Mark revocation,
        String sha256) {

    /**
     * A step in a key's life.
     *
     * @param by user of the command on the machine that holds the file; null where it is noted elsewhere or was not
     */
    public record Mark(Instant at, @Nullable String by) {}

    /** @throws ConfigException if it is an operator key with a budget */
    public StoredKey {
        if (role != null && allowance.budget() != null) {
            throw new ConfigException(
                    "an operator key spends nothing and has no budget; leave out the budget, or the role"
                            + " for a client's key");
        }
    }

    public boolean active() {
        return revocation == null;
    }

    public KeyKind kind() {
        return role == null ? KeyKind.INFERENCE : KeyKind.OPERATOR;
    }

    public Instant created() {
        return creation.at();
    }

    public @Nullable Instant revoked() {
        return revocation == null ? null : revocation.at();
    }

    /** What it may spend; null for as much as it likes. */
    public @Nullable BudgetSpec budget() {
        return allowance.budget();
    }

    /** As in JSON; without the hash. */
    public Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("name", name);
        map.put("kind", kind().label());
        map.put("role", role == null ? null : role.label());
        BudgetSpec budget = budget();
        map.put("budget", budget == null ? null : BudgetJson.map(budget));
        map.put("created", created().toString());
        map.put("revoked", Objects.toString(revoked(), null));
        return map;
    }

    StoredKey revokedAt(Mark now) {
        return new StoredKey(id, name, role, allowance, creation, now, sha256);
    }

    StoredKey allowed(@Nullable BudgetSpec budget, Mark now) {
        return new StoredKey(id, name, role, allowance.changed(budget, now), creation, revocation, sha256);
    }
}
