package io.skipjack.domain.operator;

import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.Instant;
import java.util.List;

/**
 * The durable list of changes; entries are added and never changed or taken away. Each method is one transaction and may
 * throw {@link StoreUnavailableException}; safe to use from any thread.
 */
public interface AuditBook {
    /** Done when it returns, so that a change made afterwards is on record. An id that is there already changes nothing. */
    void note(AuditEntry entry);

    /** The newest entries since then, newest first, at most so many. */
    List<AuditEntry> since(Instant since, int limit);
}
