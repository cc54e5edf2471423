package io.skipjack.app.cost;

import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.ledger.LedgerEvent.LeaseClosed;
import io.skipjack.domain.ledger.LedgerEvent.LeaseOpened;
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
        String provider = lease.offer().provider();
        LeaseEnd end = lease.end() == null ? new LeaseEnd(at, false, false) : lease.end();
        store.append(List.of(
                new LeaseOpened(
                        provider,
                        lease.id(),
                        deployment,
                        "",
                        lease.offer(),
                        lease.perHour(),
                        terms.sidePerHour(lease.offer()),
                        terms.rule(lease.offer()),
                        lease.launchedAt()),
                new LeaseClosed(provider, lease.id(), end.byProvider(), end.said(), end.at())));
    }
}
