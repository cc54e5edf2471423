package io.skipjack.app.state;

import io.skipjack.domain.ledger.LedgerEvent;
import io.skipjack.domain.ledger.LedgerStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The ledger, on the database of the fleets. */
public final class JdbcLedgerStore implements LedgerStore {
    private final Database database;

    public JdbcLedgerStore(Database database) {
        this.database = database;
    }

    @Override
    public void append(Collection<LedgerEvent> events) {
        if (!events.isEmpty()) {
            database.change(session -> LedgerTable.append(session, events));
        }
    }

    @Override
    public void append(long epoch, Collection<LedgerEvent> events) {
        if (!events.isEmpty()) {
            database.lead(epoch, session -> LedgerTable.append(session, events));
        }
    }

    @Override
    public List<Entry> read(long after, int most, Instant workSince) {
        return database.read(session -> LedgerTable.read(session, after, most, workSince));
    }
}
