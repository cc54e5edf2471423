package io.skipjack.app.keys;

import io.skipjack.domain.cost.BudgetSpec;
import io.skipjack.domain.operator.AuditEntry;
import io.skipjack.domain.operator.Caller;
import io.skipjack.domain.operator.Change;
import io.skipjack.domain.operator.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a key for the audit log.
 *
 * @param id made of the key's, so that what the API notes and what the file tells is one entry
 */
public record KeyChange(String id, Change change) {
    public static KeyChange creation(StoredKey key) {
        return new KeyChange(
                key.id() + "/created",
                new Change(
                        "key.created",
                        key.id(),
                        null,
                        words(key, key.allowance().first())));
    }

    public static KeyChange revocation(StoredKey key) {
        return new KeyChange(
                key.id() + "/revoked", new Change("key.revoked", key.id(), words(key, key.budget()), null));
    }

    /** Of what a key may spend; each is an entry of its own. */
    public static Change budget(StoredKey before, StoredKey after) {
        return budget(after, before.budget(), after.budget());
    }

    private static Change budget(StoredKey key, @Nullable BudgetSpec before, @Nullable BudgetSpec after) {
        return new Change("key.changed", key.id(), words(key, before), words(key, after));
    }

    /** What the command line did to a key; its file says who. Whoever may write that file may do all. */
    public static List<AuditEntry> byCommand(StoredKey key) {
        List<AuditEntry> entries = new ArrayList<>();
        if (key.creation().by() != null) {
            entries.add(creation(key).entry(key.creation()));
        }
        for (Allowance.Step step : key.allowance().steps()) {
            String id = key.id() + "/budget/" + step.mark().at();
            entries.add(new KeyChange(id, budget(key, step.before(), step.after())).entry(step.mark()));
        }
        StoredKey.Mark revocation = key.revocation();
        if (revocation != null && revocation.by() != null) {
            entries.add(revocation(key).entry(revocation));
        }
        return entries;
    }

    private AuditEntry entry(StoredKey.Mark mark) {
        return new AuditEntry(id, mark.at(), new Caller(String.valueOf(mark.by()), Role.ADMIN), AuditEntry.CLI, change);
    }

    private static String words(StoredKey key, @Nullable BudgetSpec budget) {
        String kind = key.kind().label() + " key '" + key.name() + "'";
        if (key.role() != null) {
            return kind + " of role " + key.role().label();
        }
        return budget == null ? kind : kind + " with a budget of " + BudgetJson.words(budget);
    }
}
