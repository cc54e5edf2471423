package io.skipjack.app;

import io.skipjack.app.keys.KeyChange;
import io.skipjack.app.keys.StoredKey;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts on record what the command line did to keys, which needs no router and no store: the file of keys tells, and the
 * router reads it anyway. An entry that cannot be written now is tried again the next time. Used by one thread.
 */
final class KeysOnRecord {
    private final AuditBook book;
    private final Set<String> noted = new HashSet<>();

    KeysOnRecord(AuditBook book) {
        this.book = book;
    }

    void note(Collection<StoredKey> keys) {
        List<AuditEntry> missing = keys.stream()
                .flatMap(key -> KeyChange.byCommand(key).stream())
                .filter(entry -> !noted.contains(entry.id()))
                .toList();
        try {
            for (AuditEntry entry : missing) {
                book.note(entry);
                noted.add(entry.id());
            }
        } catch (StoreUnavailableException later) {
            // the next time; the store's own troubles are said elsewhere
        }
    }
}
