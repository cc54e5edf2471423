package io.skipjack.app.cost;

import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerStore;
import io.skipjack.processors.cost.LeaseTerms;
import io.skipjack.processors.fleet.OrphanBook;
import java.time.Instant;
import java.util.List;

/**
 * Books leases that no replica accounts for: they cost money all the same.
 *
 * @param store of the ledger
 * @param terms by which they are charged
 */
record OrphanLines(LedgerStore store, LeaseTerms terms) implements OrphanBook {
    @Override
    public void ended(Lease lease, String deployment, Instant at) {
        LeaseEnd end = lease.end() == null ? new LeaseEnd(at, false, false) : lease.end();
        store.append(List.of(terms.opened(lease, deployment, ""), LeaseClosed.of(lease, end)));
    }
}
