package io.skipjack.domain.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The ledger as it is kept: only ever added to. Each method is one transaction, done when it returns, and may be called by
 * many threads. All may throw {@link io.skipjack.domain.fleet.StoreUnavailableException}.
 */
public interface LedgerStore {
    /** A line and its number; numbers grow, and whoever has read up to one has missed none before it. */
    record Entry(long number, LedgerEvent event) {}

    /** Adds lines of a router about itself; those whose key is there already are left out. */
    void append(Collection<LedgerEvent> events);

    /**
     * Adds lines of the leader, likewise.
     *
     * @throws io.skipjack.domain.fleet.StaleEpochException when that epoch is not the present one; nothing is written then
     */
    void append(long epoch, Collection<LedgerEvent> events);

    /**
     * Lines after that number, in order.
     *
     * @param most lines at once, 1 or more
     * @param workSince work done, and routers' time, before it is left out, for there is much of it
     */
    List<Entry> read(long after, int most, Instant workSince);
}
