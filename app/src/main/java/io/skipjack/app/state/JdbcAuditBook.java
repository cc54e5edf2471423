package io.skipjack.app.state;

import io.skipjack.domain.operator.AuditBook;
import io.skipjack.domain.operator.AuditEntry;
import java.time.Instant;
import java.util.List;

/** The audit log, on the database of the fleets. Any router writes: who may change what is no matter of leadership. */
public final class JdbcAuditBook implements AuditBook {
    private final Database database;

    public JdbcAuditBook(Database database) {
        this.database = database;
    }

    @Override
    public void note(AuditEntry entry) {
        database.change(session -> AuditTable.add(session, entry));
    }

    @Override
    public List<AuditEntry> since(Instant since, int limit) {
        return database.read(session -> AuditTable.since(session, since, limit));
    }
}
